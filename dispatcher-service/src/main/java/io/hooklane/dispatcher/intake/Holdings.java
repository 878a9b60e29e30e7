package io.hooklane.dispatcher.intake;

/**
 * How much is in hand, and whether more may be taken. Once a bound is reached it must fall to half
 * of it before taking goes on. Confined to one thread.
 */
final class Holdings {

  private final int mostFlowing;
  private final int mostRecords;
  private final long mostBytes;
  private int records;
  private long bytes;
  private boolean full;

  /**
   * Nothing in hand yet.
   *
   * @param mostFlowing records that will soon be sent
   * @param mostRecords all records
   * @param mostBytes of all records
   */
  Holdings(int mostFlowing, int mostRecords, long mostBytes) {
    this.mostFlowing = mostFlowing;
    this.mostRecords = mostRecords;
    this.mostBytes = mostBytes;
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

  /**
   * Whether nothing more may be taken.
   *
   * @param waiting how many of the records will not be sent soon
   */
  boolean full(int waiting) {
    int parts = full ? 2 : 1;
    full =
        records - waiting >= mostFlowing / parts
            || records >= mostRecords / parts
            || bytes >= mostBytes / parts;
    return full;
  }
}
