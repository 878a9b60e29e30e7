package io.hooklane.dispatcher.lane;

/** What something takes of the room: a lane, an application's lanes, or all lanes. */
final class Room {

  private int held;
  private long bytes;
  private int inFlight;
  private long inFlightBytes;

  /** Deliveries, waiting or under way. */
  int held() {
    return held;
  }

  /** Bytes of these. */
  long bytes() {
    return bytes;
  }

  /** Attempts under way. */
  int inFlight() {
    return inFlight;
  }

  /** Bytes of these. */
  long inFlightBytes() {
    return inFlightBytes;
  }

  void hold(long size) {
    held++;
    bytes += size;
  }

  void letGo(long size) {
    held--;
    bytes -= size;
  }

  void depart(long size) {
    inFlight++;
    inFlightBytes += size;
  }

  void arrive(long size) {
    inFlight--;
    inFlightBytes -= size;
  }

  void add(Room other) {
    held += other.held;
    bytes += other.bytes;
    inFlight += other.inFlight;
    inFlightBytes += other.inFlightBytes;
  }

  void subtract(Room other) {
    held -= other.held;
    bytes -= other.bytes;
    inFlight -= other.inFlight;
    inFlightBytes -= other.inFlightBytes;
  }
}
