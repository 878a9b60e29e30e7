package io.hooklane.bench;

import io.hooklane.bench.receiver.Tally;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Measures that workloads take. */
final class Measures {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Duration WITHOUT_PROGRESS = Duration.ofSeconds(20);
  private static final long LONGEST_DRAIN_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final TestBed bed;

  Measures(TestBed bed) {
    this.bed = bed;
  }

  /**
   * Full speed: publishes as fast as it is received, and counts in a window after settling. Returns
   * when all of it is recorded too.
   */
  Speed speed(Sink sink, int payloadBytes, int outstanding, int settling, int seconds) {
    int run = bed.receiver().begin(sink);
    final double recordedBefore = bed.recording().attempts();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settling + seconds);
    CompletableFuture<Long> flood =
        CompletableFuture.supplyAsync(
            () ->
                bed.publisher()
                    .flood(
                        sink,
                        run,
                        new Payload(run, payloadBytes),
                        outstanding,
                        () -> System.nanoTime() < end,
                        () -> bed.receiver().tally(run).delivered()));
    sleepUntil(end - TimeUnit.SECONDS.toNanos(seconds));
    Map<String, Double> cpuBefore = cpu();
    Tally before = bed.receiver().tally(run);
    sleepUntil(end);
    Tally after = bed.receiver().tally(run);
    Map<String, Double> cpuAfter = cpu();
    final double unrecorded = after.delivered() - (bed.recording().attempts() - recordedBefore);
    long delivered = after.delivered() - before.delivered();
    Outcome outcome = drained(run, sink.deliveries(join(flood, Duration.ofMinutes(1))));
    bed.receiver().forget(run);
    bed.recording().awaitCaughtUp();
    double perSecond = delivered * 1e9 / (after.nanos() - before.nanos());
    return new Speed(
        perSecond,
        perThousand(CpuClock.between(cpuBefore, cpuAfter), delivered),
        unrecorded / perSecond,
        outcome);
  }

  /** Publish to receipt at a rate, counted from when an event was due, after settling. */
  Latency latency(Sink sink, int payloadBytes, double perSecond, int settling, int seconds) {
    int warmUp = bed.receiver().begin(sink);
    int run = bed.receiver().begin(sink);
    bed.publisher().pace(sink, warmUp, new Payload(warmUp, payloadBytes), perSecond, settling);
    long published =
        bed.publisher().pace(sink, run, new Payload(run, payloadBytes), perSecond, seconds);
    Outcome outcome = drained(run, sink.deliveries(published));
    Latency latency = Latency.of(perSecond, bed.receiver().latency(run), outcome);
    bed.receiver().forget(run);
    bed.receiver().forget(warmUp);
    return latency;
  }

  /** Waits until all has come, or nothing has come for 20 s. */
  Outcome drained(int run, long expected) {
    return drained(run, expected, WITHOUT_PROGRESS);
  }

  /** Waits until all has come, or nothing has come for so long. */
  Outcome drained(int run, long expected, Duration patience) {
    long began = System.nanoTime();
    long lastProgress = began;
    Tally tally = bed.receiver().tally(run);
    while (tally.delivered() < expected
        && System.nanoTime() - lastProgress < patience.toNanos()
        && System.nanoTime() - began < LONGEST_DRAIN_NANOS) {
      LockSupport.parkNanos(LOOK_NANOS);
      Tally now = bed.receiver().tally(run);
      if (now.delivered() > tally.delivered()) {
        lastProgress = System.nanoTime();
      }
      tally = now;
    }
    return Outcome.of(expected, tally);
  }

  /** CPU seconds of all processes by name, the publisher's own too. */
  Map<String, Double> cpu() {
    Map<String, Double> seconds = new LinkedHashMap<>(CpuClock.read(bed.processes()));
    if (!seconds.isEmpty()) {
      seconds.put("publisher", CpuClock.own());
    }
    return seconds;
  }

  /** Waits. */
  static void sleepUntil(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        throw new BenchException("Interrupted");
      }
    }
  }

  private static Map<String, Double> perThousand(Map<String, Double> seconds, long deliveries) {
    Map<String, Double> each = new LinkedHashMap<>();
    seconds.forEach((name, taken) -> each.put(name, taken * 1_000 / Math.max(1, deliveries)));
    return each;
  }

  /** Waits for a publisher, and gives how many events it has published. */
  static long join(CompletableFuture<Long> publishing, Duration limit) {
    try {
      return publishing.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The publisher failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted");
    } catch (TimeoutException e) {
      throw new BenchException("The publisher does not end");
    }
  }
}
