package io.hooklane.dispatcher.intake;

/**
 * How much is in hand, and whether more may be taken. What has reached its bound must fall to half
 * of it before taking goes on; the others need not, or what merely waits would hold up all that
 * flows. Confined to one thread.
 */
final class Holdings {

  private final Bound flowing;
  private final Bound records;
  private final Bound bytes;

  /**
   * Nothing in hand yet.
   *
   * @param mostFlowing records that will soon be sent
   * @param mostRecords all records
   * @param mostBytes of all records
   */
  Holdings(int mostFlowing, int mostRecords, long mostBytes) {
    this.flowing = new Bound(mostFlowing);
    this.records = new Bound(mostRecords);
    this.bytes = new Bound(mostBytes);
  }

  void add(TakenRecord taken) {
    records.held++;
    bytes.held += taken.bytes();
  }

  void remove(TakenRecord ended) {
    records.held--;
    bytes.held -= ended.bytes();
  }

  int records() {
    return (int) records.held;
  }

  long bytes() {
    return bytes.held;
  }

  /**
   * Whether nothing more may be taken.
   *
   * @param waiting how many of the records will not be sent soon
   */
  boolean full(int waiting) {
    flowing.held = records.held - waiting;
    boolean flows = flowing.reached();
    boolean holds = records.reached();
    return bytes.reached() || flows || holds;
  }

  private static final class Bound {

    private final long most;
    private long held;
    private boolean full;

    Bound(long most) {
      this.most = most;
    }

    boolean reached() {
      full = held >= (full ? Math.max(1, most / 2) : most);
      return full;
    }
  }
}
