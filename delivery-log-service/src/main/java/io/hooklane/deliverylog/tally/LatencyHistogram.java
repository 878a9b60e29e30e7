package io.hooklane.deliverylog.tally;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts took how long, in 64 buckets: whole milliseconds below 8, from there on four to
 * each doubling, so that none is more than 19 % wide; the last holds all from 110 seconds on. Not
 * for several threads.
 */
public final class LatencyHistogram {

  private static final int BUCKETS = 64;
  private static final int PER_DOUBLING = 4;

  /** The shortest time of each bucket, in milliseconds. */
  private static final long[] LOWEST = new long[BUCKETS];

  static {
    for (int i = 0; i < BUCKETS; i++) {
      LOWEST[i] =
          i < PER_DOUBLING ? i : (long) Math.ceil(Math.pow(2, 1.0 + (double) i / PER_DOUBLING));
    }
  }

  private final long[] counts = new long[BUCKETS];

  /** Counts an attempt of so many milliseconds. */
  void add(long milliseconds) {
    int found = Arrays.binarySearch(LOWEST, Math.max(0, milliseconds));
    counts[found >= 0 ? found : -found - 2]++;
  }

  /** Counts all that the other does. */
  public void add(LatencyHistogram other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
  }

  /**
   * A time that this share of attempts did not exceed: the longest of its bucket, so at most 19 %
   * too long.
   *
   * @param share above 0, at most 1
   * @return milliseconds; null when there were no attempts
   */
  public @Nullable Long percentile(double share) {
    long all = Arrays.stream(counts).sum();
    if (all == 0) {
      return null;
    }
    long wanted = Math.max(1, (long) Math.ceil(share * all));
    int bucket = 0;
    for (long seen = counts[0]; seen < wanted; seen += counts[bucket]) {
      bucket++;
    }
    return bucket == BUCKETS - 1 ? LOWEST[bucket] : LOWEST[bucket + 1] - 1;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte((int) Arrays.stream(counts).filter(count -> count != 0).count());
    for (int i = 0; i < BUCKETS; i++) {
      if (counts[i] != 0) {
        out.writeByte(i);
        Packed.write(out, counts[i]);
      }
    }
  }

  /** Counts what was written. */
  void addFrom(DataInput in) throws IOException {
    for (int left = in.readUnsignedByte(); left > 0; left--) {
      int bucket = in.readUnsignedByte();
      counts[bucket] += Packed.read(in);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatencyHistogram that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return Arrays.toString(counts);
  }
}
