package io.hooklane.bench.receiver;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What one run of the benchmark brings: each delivery is known by its event and its endpoint. */
final class Run {

  private static final int MOST_DELIVERIES = 32 << 20;
  private static final long LONGEST_LATENCY = 3_600_000_000L;

  private final RunPlan plan;
  private final Histogram latency = new Histogram(LONGEST_LATENCY, 3);
  private final Map<Long, Integer> attempts = new HashMap<>();
  private final long[] nextOfLane;
  // The hash of the message that brought a delivery, 0 while none has.
  private long[] taken = new long[1 << 16];
  private long delivered;
  private long duplicates;
  private long invented;
  private long refused;
  private long unanswered;
  private long inversions;

  Run(RunPlan plan) {
    this.plan = plan;
    this.nextOfLane = new long[plan.lanes()];
  }

  /** Which attempt of its delivery this is, from 1; counts it. Only for those that are to fail. */
  int attempt(long sequence, int endpoint) {
    return attempts.merge(key(sequence, endpoint), 1, Integer::sum);
  }

  /** A request that is about to be answered with success. */
  void taken(long sequence, int endpoint, long message, long latencyMicros, boolean measured) {
    int key = (int) key(sequence, endpoint);
    if (key >= taken.length) {
      taken = Arrays.copyOf(taken, Math.max(key + 1, taken.length * 2));
    }
    if (taken[key] == 0) {
      taken[key] = message;
      delivered++;
      if (measured) {
        latency.recordValue(Math.clamp(latencyMicros, 0, LONGEST_LATENCY));
      }
    } else if (taken[key] == message) {
      duplicates++;
    } else {
      invented++;
    }
    if (nextOfLane.length > 0) {
      int lane = (int) (sequence % nextOfLane.length);
      nextOfLane[lane] = Math.max(nextOfLane[lane], sequence / nextOfLane.length + 1);
    }
  }

  /** Any request, before it is answered: whether those before it in its lane are taken. */
  void checkOrder(long sequence) {
    if (nextOfLane.length > 0
        && sequence / nextOfLane.length > nextOfLane[(int) (sequence % nextOfLane.length)]) {
      inversions++;
    }
  }

  void refused() {
    refused++;
  }

  void unanswered() {
    unanswered++;
  }

  Tally tally(boolean withHistogram) {
    return new Tally(
        System.nanoTime(),
        delivered,
        duplicates,
        invented,
        refused,
        unanswered,
        inversions,
        withHistogram ? encoded() : "");
  }

  private long key(long sequence, int endpoint) {
    long key = sequence * plan.fanOut() + endpoint % plan.fanOut();
    if (key < 0 || key >= MOST_DELIVERIES) {
      throw new IllegalStateException("A run is of " + MOST_DELIVERIES + " deliveries at most");
    }
    return key;
  }

  private String encoded() {
    ByteBuffer bytes = ByteBuffer.allocate(latency.getNeededByteBufferCapacity());
    int length = latency.encodeIntoCompressedByteBuffer(bytes);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
  }
}
