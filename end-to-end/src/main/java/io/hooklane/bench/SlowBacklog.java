package io.hooklane.bench;

import io.hooklane.bench.receiver.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Whether a few endpoints that take much less than comes for them slow the others down: what they
 * cannot take waits, and is looked at again and again. And whether it comes soon when they have
 * become quick.
 */
final class SlowBacklog implements Workload {

  private static final int OTHERS = 200;
  private static final int SLOW = 10;
  private static final int ANSWER_MILLIS = 3_000;
  private static final double BACKLOG_PER_SECOND = 6_000;
  private static final int BACKLOG_SECONDS = 34;

  /** A quarter of the full speed, so that the backlog's part can be told apart from it. */
  private static final double PART_OF_RATE = 0.25;

  private static final double MOST_GROWTH = 0.20;
  private static final Duration WITHOUT_PROGRESS = Duration.ofMinutes(4);

  @Override
  public String name() {
    return "slow-backlog";
  }

  @Override
  public String what() {
    return "ten endpoints that take 3 s for an answer, 204,000 deliveries behind; the others' p99";
  }

  @Override
  public boolean usual() {
    return false;
  }

  @Override
  public Result run(TestBed bed) {
    Customers others = bed.customers("beside", OTHERS, 1, Map.of());
    Customers slow = bed.customers("slow", SLOW, 1, Map.of());
    double rate = bed.rate() * PART_OF_RATE;
    List<Latency> without = HangingTenPercent.latencies(bed, others, rate);
    bed.receiver().behave(slow.first(), slow.end(), Behaviour.PLAIN.after(ANSWER_MILLIS));
    int run = bed.receiver().begin(slow);
    Payload payload = new Payload(run, FanOutOne.PAYLOAD);
    final long published =
        bed.publisher().pace(slow, run, payload, BACKLOG_PER_SECOND, BACKLOG_SECONDS);
    final double putOffBefore = putOff(bed);
    final long began = System.nanoTime();
    List<Latency> with = HangingTenPercent.latencies(bed, others, rate);
    double putOffPerSecond = (putOff(bed) - putOffBefore) * 1e9 / (System.nanoTime() - began);
    bed.receiver().behave(slow.first(), slow.end(), Behaviour.PLAIN);
    final long quickAgain = System.nanoTime();
    final Outcome backlog = bed.measures().drained(run, published, WITHOUT_PROGRESS);
    double growth = HangingTenPercent.p99(with) / HangingTenPercent.p99(without) - 1;
    Outcome all =
        Stream.concat(without.stream(), with.stream())
            .map(Latency::outcome)
            .reduce(backlog, Outcome::plus);
    return new Result()
        .with("perSecond", rate)
        .with("putOffPerSecond", putOffPerSecond)
        .with("p99MsWithout", HangingTenPercent.p99(without))
        .with("p99MsWith", HangingTenPercent.p99(with))
        .with("p99MsOfWindowsWithout", HangingTenPercent.p99s(without))
        .with("p99MsOfWindowsWith", HangingTenPercent.p99s(with))
        .with("p99GrowthPercent", growth * 100)
        .with(
            "secondsUntilTheLastOfTheBacklog",
            (double) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - quickAgain))
        .with(all)
        .require(growth < MOST_GROWTH, "the others' p99 grows by 20 % or more");
  }

  private static double putOff(TestBed bed) {
    return Metrics.sum(bed.product().managementUrl("dispatcher"), "hooklane_diverted_total");
  }
}
