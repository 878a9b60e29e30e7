package io.hooklane.dispatcher.intake;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is done of one partition. Offsets are taken in order and finished in any order; those that
 * the partition does not have (transaction markers, compacted or expired records) count as done as
 * soon as a later one is taken.
 *
 * <p>What can be committed is the first offset that is not done, and with it, as {@link
 * #finishedBeyond()}, which of the later ones are, so that who goes on from there repeats only what
 * was in hand. Confined to one thread.
 */
public final class OffsetTracker {

  private static final int UNKNOWN = -1;
  private static final int WORD = Long.SIZE;

  /** The first offset that is not done. */
  private long committable = UNKNOWN;

  /** One past the last offset taken. */
  private long next = UNKNOWN;

  /** One past the last offset of which anything is known. */
  private long end = UNKNOWN;

  /** A ring with one bit for each offset from the committable one on, set when it is done. */
  private long[] done = new long[4];

  /** Nothing is known of the partition; the first offset taken says where it begins. */
  public OffsetTracker() {}

  /** Goes on from what was committed. */
  public static OffsetTracker resumedAt(long committed, String finishedBeyond) {
    OffsetTracker tracker = new OffsetTracker();
    tracker.begin(committed);
    ByteBuffer words = ByteBuffer.wrap(DoneText.bytes(finishedBeyond));
    for (long base = committed; words.remaining() >= Long.BYTES; base += WORD) {
      long word = words.getLong();
      for (int bit = 0; bit < WORD; bit++) {
        if ((word >>> bit & 1) != 0) {
          tracker.markDone(base + bit);
        }
      }
    }
    tracker.advance();
    return tracker;
  }

  /**
   * Takes an offset, later than any taken before.
   *
   * @return false when it is done already and must not be done again
   */
  public boolean take(long offset) {
    if (committable == UNKNOWN) {
      begin(offset);
    }
    if (offset < committable) {
      return false;
    }
    if (offset < next) {
      throw new IllegalArgumentException("Offset " + offset + " after " + (next - 1));
    }
    if (next == committable && offset >= end) {
      // Nothing is in hand: what lies between needs no bits, however much it is.
      begin(offset);
    }
    for (long absent = next; absent < offset; absent++) {
      markDone(absent);
    }
    next = offset + 1;
    end = Math.max(end, next);
    ensureRoom();
    boolean doneAlready = isDone(offset);
    advance();
    return !doneAlready;
  }

  /** Finishes an offset that was taken; once more does no harm. */
  public void finish(long offset) {
    if (offset >= next) {
      throw new IllegalArgumentException("Offset " + offset + " was not taken");
    }
    if (offset >= committable) {
      markDone(offset);
      advance();
    }
  }

  /** The offset to go on from; -1 as long as none was taken. */
  public long committable() {
    return committable;
  }

  /** How far the last offset taken is from the first that is not done. */
  public long span() {
    return Math.max(0, next - committable);
  }

  /**
   * Which offsets after the committable one are done, as text to be committed with it; of more than
   * fit, the first.
   */
  public String finishedBeyond() {
    return DoneText.of(doneWords((int) Math.min(end - committable, DoneText.MOST_BITS)));
  }

  /** A bit for each of so many offsets from the committable one on; no empty words at the end. */
  private byte[] doneWords(int known) {
    int words = (known + WORD - 1) / WORD;
    ByteBuffer bytes = ByteBuffer.allocate(words * Long.BYTES);
    int used = 0;
    for (int i = 0; i < words; i++) {
      long word = word(committable + (long) i * WORD);
      bytes.putLong(word);
      if (word != 0) {
        used = i + 1;
      }
    }
    return Arrays.copyOf(bytes.array(), used * Long.BYTES);
  }

  private void begin(long offset) {
    committable = offset;
    next = offset;
    end = offset;
    Arrays.fill(done, 0);
  }

  private void markDone(long offset) {
    end = Math.max(end, offset + 1);
    ensureRoom();
    done[slot(offset)] |= 1L << offset;
  }

  private boolean isDone(long offset) {
    return offset < end && (done[slot(offset)] & 1L << offset) != 0;
  }

  private void advance() {
    while (committable < end && isDone(committable)) {
      done[slot(committable)] &= ~(1L << committable);
      committable++;
    }
    next = Math.max(next, committable);
  }

  /** The bits of 64 offsets from this one on, at most up to the ring's end. */
  private long word(long from) {
    int shift = (int) from & WORD - 1;
    long low = done[slot(from)] >>> shift;
    return shift == 0 ? low : low | done[slot(from + WORD)] << WORD - shift;
  }

  private int slot(long offset) {
    return (int) (offset >>> 6) & (done.length - 1);
  }

  /** The ring must hold all offsets from the committable one to the end, the first word whole. */
  private void ensureRoom() {
    long wordsNeeded = (end >>> 6) - (committable >>> 6) + 1;
    if (wordsNeeded <= done.length) {
      return;
    }
    long[] old = done;
    int oldMask = old.length - 1;
    long firstWord = committable >>> 6;
    done = new long[Integer.highestOneBit((int) wordsNeeded) * 2];
    for (long word = firstWord; word < firstWord + old.length; word++) {
      done[(int) word & (done.length - 1)] = old[(int) word & oldMask];
    }
  }
}
