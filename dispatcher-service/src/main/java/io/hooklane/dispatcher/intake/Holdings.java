package io.hooklane.dispatcher.intake;

/**
 * How much is in hand, and whether more may be taken. Once a bound is reached it must fall to half
 * of it before taking goes on. Confined to one thread.
 */
final class Holdings {

  private final IntakeConfig config;
  private int records;
  private long bytes;
  private boolean full;
  private boolean tooEarly;

  Holdings(IntakeConfig config) {
    this.config = config;
  }

  void add(TakenRecord taken) {
    records++;
    bytes += taken.bytes();
  }

  void remove(TakenRecord ended) {
    records--;
    bytes -= ended.bytes();
  }

  int records() {
    return records;
  }

  long bytes() {
    return bytes;
  }

  /** Whether nothing more may be taken at all. */
  boolean full(int saturated, int early) {
    int flowing = records - saturated - early;
    if (full) {
      full =
          flowing > config.flowing() / 2
              || records > config.held() / 2
              || bytes > config.heldBytes() / 2;
    } else {
      full = flowing >= config.flowing() || records >= config.held() || bytes >= config.heldBytes();
    }
    return full;
  }

  /** Whether no more of those may be taken that may have to wait for their moment. */
  boolean tooManyEarly(int early) {
    tooEarly = early >= (tooEarly ? config.early() / 2 : config.early());
    return tooEarly;
  }
}
