package io.hooklane.deliverylog.tally;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Counts and durations of one slot of time, or what is to be added to them. */
public final class Rollup {

  private final long[] counts = new long[Count.values().length];
  private final LatencyHistogram latency = new LatencyHistogram();

  /** Adds to one count; less than 0 takes away. */
  public void add(Count count, long number) {
    counts[count.ordinal()] += number;
  }

  /** Adds all that the other has. */
  public void add(Rollup other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    latency.add(other.latency);
  }

  /** Adds an attempt of so many milliseconds. */
  void attempt(boolean succeeded, long milliseconds) {
    add(Count.ATTEMPTS, 1);
    add(Count.FAILED_ATTEMPTS, succeeded ? 0 : 1);
    latency.add(milliseconds);
  }

  /** How many there are; what moved between two slots may leave one of them below 0. */
  public long count(Count count) {
    return counts[count.ordinal()];
  }

  /** Of attempts' durations. */
  public LatencyHistogram latency() {
    return latency;
  }

  /** The table's column of durations. */
  byte[] packedLatency() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      latency.writeTo(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Adds the durations of the table's column, or of several rows' one behind another. */
  public void addLatency(byte[] packed) {
    ByteArrayInputStream bytes = new ByteArrayInputStream(packed);
    try {
      while (bytes.available() > 0) {
        latency.addFrom(new DataInputStream(bytes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Not a histogram", e);
    }
  }

  void writeTo(DataOutput out) throws IOException {
    for (long count : counts) {
      Packed.write(out, count);
    }
    latency.writeTo(out);
  }

  void addFrom(DataInput in) throws IOException {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += Packed.read(in);
    }
    latency.addFrom(in);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rollup that
        && Arrays.equals(counts, that.counts)
        && latency.equals(that.latency);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(counts) + latency.hashCode();
  }

  @Override
  public String toString() {
    return Arrays.toString(counts) + latency;
  }
}
