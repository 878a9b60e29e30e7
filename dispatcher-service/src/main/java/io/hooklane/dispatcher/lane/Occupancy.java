package io.hooklane.dispatcher.lane;

/**
 * Who takes how much of the room for deliveries, for their bytes, and for attempts under way: lanes
 * that are known to be quick may take all of it, the others together half, so that no number of
 * endpoints that hang leaves the quick ones without room. The bytes are those of all event loops.
 */
final class Occupancy {

  private final LaneLimits limits;
  private final LaneLimits unprovenLimits;
  private final Room all = new Room();
  private final Room unproven = new Room();
  private final BytesHeld bytes;

  Occupancy(LaneLimits limits, BytesHeld bytes) {
    this.limits = limits;
    this.unprovenLimits = limits.ofUnproven();
    this.bytes = bytes;
  }

  /** What all lanes take. */
  Room all() {
    return all;
  }

  /** Whether something waits in lanes that are not known to be quick. */
  boolean unprovenWait() {
    return unproven.held() > unproven.inFlight();
  }

  /** How many deliveries one lane may hold now, however long its queue may be. */
  int roomForOne() {
    return limits.roomFor(all.held());
  }

  /** Whether a lane may hold another delivery of this size. */
  boolean hasRoom(Lane<?, ?> lane, long size, boolean returning) {
    return hasRoom(limits, all, bytes.all(), lane, size, returning)
        && (lane.proven()
            || (hasRoom(unprovenLimits, unproven, bytes.unproven(), lane, size, returning)
                && hasRoom(lane.application(), size)));
  }

  /** Of the room for those that are not proven one application may have half of what is free. */
  private boolean hasRoom(ApplicationLanes<?, ?> application, long size) {
    int held = application.unproven().held();
    long own = application.bytes().unproven();
    return (held == 0 || held <= (unprovenLimits.totalHeld() - unproven.held()) / 2)
        && (own == 0 || own + size <= (unprovenLimits.totalBytes() - bytes.unproven()) / 2);
  }

  private static boolean hasRoom(
      LaneLimits limits, Room taken, long bytes, Lane<?, ?> lane, long size, boolean returning) {
    if (taken.held() >= limits.totalHeld() || (bytes > 0 && bytes + size > limits.totalBytes())) {
      return false;
    }
    Room own = lane.room();
    if (own.held() == 0) {
      // Or what is larger than a share would never go.
      return true;
    }
    if (own.bytes() + size > limits.bytesShare(bytes)) {
      return false;
    }
    if (lane.pace().limited()) {
      // It has bounds of its own, by which what comes back finds room.
      return own.held() < limits.roomFor(taken.held());
    }
    int share = limits.heldShare(taken.held());
    return own.held() < (returning ? share : limits.withoutPartForReturning(share));
  }

  /** Whether a lane is down to half of what it may hold. */
  boolean halfEmpty(Lane<?, ?> lane) {
    return halfEmpty(limits, all, bytes.all(), lane.room())
        && (lane.proven() || halfEmpty(unprovenLimits, unproven, bytes.unproven(), lane.room()));
  }

  private static boolean halfEmpty(LaneLimits limits, Room taken, long bytes, Room own) {
    return own.held() <= limits.heldShare(taken.held()) / 2
        && own.bytes() <= limits.bytesShare(bytes) / 2;
  }

  /** How many of a lane's attempts may be under way now. */
  int inFlightLimit(Lane<?, ?> lane) {
    int share =
        lane.proven()
            ? limits.inFlightShare(all.inFlight(), true)
            : unprovenLimits.inFlightShare(unproven.inFlight(), false);
    return Math.min(share, lane.inFlightLimit());
  }

  /** Whether another attempt may be under way to an endpoint that is proven or not. */
  boolean hasRoomInFlight(boolean proven) {
    return all.inFlight() < limits.totalInFlight()
        && (proven || unproven.inFlight() < unprovenLimits.totalInFlight());
  }

  /** Whether it may be as far as only the endpoint's application is concerned. */
  boolean hasRoomInFlight(ApplicationLanes<?, ?> application, boolean proven) {
    return application.all().inFlight() < limits.inFlightOfOne()
        && (proven
            || application.unproven().inFlight()
                < unprovenLimits.unprovenInFlightOfOne(unproven.inFlight()));
  }

  /** A lane holds another delivery. */
  void hold(Lane<?, ?> lane, long size) {
    lane.room().hold(size);
    lane.application().all().hold(size);
    all.hold(size);
    bytes.add(size);
    if (!lane.proven()) {
      lane.application().unproven().hold(size);
      unproven.hold(size);
      bytes.addUnproven(lane.application().bytes(), size);
    }
  }

  /** One has left the lane. */
  void letGo(Lane<?, ?> lane, long size) {
    lane.room().letGo(size);
    lane.application().all().letGo(size);
    all.letGo(size);
    bytes.add(-size);
    if (!lane.proven()) {
      lane.application().unproven().letGo(size);
      unproven.letGo(size);
      bytes.addUnproven(lane.application().bytes(), -size);
    }
  }

  /** One of those it holds is under way. */
  void depart(Lane<?, ?> lane, long size) {
    lane.room().depart(size);
    lane.application().all().depart(size);
    all.depart(size);
    if (!lane.proven()) {
      lane.application().unproven().depart(size);
      unproven.depart(size);
    }
  }

  /** It is no longer under way. */
  void arrive(Lane<?, ?> lane, long size) {
    lane.room().arrive(size);
    lane.application().all().arrive(size);
    all.arrive(size);
    if (!lane.proven()) {
      lane.application().unproven().arrive(size);
      unproven.arrive(size);
    }
  }

  /** What the lane takes counts from now on as of one that is proven, or no longer is. */
  void moved(Lane<?, ?> lane) {
    if (lane.proven()) {
      lane.application().unproven().subtract(lane.room());
      unproven.subtract(lane.room());
      bytes.addUnproven(lane.application().bytes(), -lane.room().bytes());
    } else {
      lane.application().unproven().add(lane.room());
      unproven.add(lane.room());
      bytes.addUnproven(lane.application().bytes(), lane.room().bytes());
    }
  }
}
