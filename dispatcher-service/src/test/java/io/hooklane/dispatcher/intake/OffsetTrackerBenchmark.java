package io.hooklane.dispatcher.intake;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it costs to take an offset and to finish another, so many of them under way. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OffsetTrackerBenchmark {

  /** How many are under way; those that are finished go back and forth over as many. */
  @Param({"1", "128", "4000"})
  int underWay = 1;

  private OffsetTracker tracker = new OffsetTracker();
  private long next;

  /** In the order in which they were taken. */
  @Benchmark
  public long inOrder() {
    tracker.take(next);
    if (next >= underWay) {
      tracker.finish(next - underWay);
    }
    next++;
    return tracker.committable();
  }

  /** Each even one at once, each odd one when as many more have been taken. */
  @Benchmark
  public long everySecondLate() {
    tracker.take(next);
    if (next % 2 == 0) {
      tracker.finish(next);
    }
    long late = next - underWay;
    if (late >= 0 && late % 2 == 1) {
      tracker.finish(late);
    }
    next++;
    return tracker.committable();
  }
}
