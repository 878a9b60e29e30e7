package io.hooklane.bench;

import io.hooklane.bench.receiver.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Whether receivers that never answer, with a tenth of the traffic, slow the others down. By the
 * median of some windows: a pause of the machine's for a third of a second makes a window's p99.
 */
final class HangingTenPercent implements Workload {

  private static final int APPLICATIONS = 200;
  private static final int HANGING = APPLICATIONS / 10;
  private static final int SECONDS = 20;
  private static final int WINDOWS = 5;
  private static final double MOST_GROWTH = 0.20;
  private static final Duration OUTAGE_WITHOUT_PROGRESS = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "hanging-10-percent";
  }

  @Override
  public String what() {
    return "half the speed; the others' p99 without and with 20 of 200 endpoints that never answer";
  }

  @Override
  public Result run(TestBed bed) {
    Customers customers = bed.customers(name(), APPLICATIONS, 1, Map.of());
    double rate = bed.rate() / 2;
    meetOutage(bed, customers, rate);
    List<Latency> without = latencies(bed, customers, rate);
    hang(bed, customers);
    List<Latency> with = latencies(bed, new AllButSome(customers, HANGING), rate);
    bed.receiver().behave(customers.first(), customers.end(), Behaviour.PLAIN);
    double growth = p99(with) / p99(without) - 1;
    Outcome all =
        Stream.concat(without.stream(), with.stream())
            .map(Latency::outcome)
            .reduce(Outcome::plus)
            .orElseThrow();
    return new Result()
        .with("perSecond", rate)
        .with("p50MsWithout", median(without, Latency::p50Ms))
        .with("p50MsWith", median(with, Latency::p50Ms))
        .with("p99MsWithout", p99(without))
        .with("p99MsWith", p99(with))
        .with("p99MsOfWindowsWithout", p99s(without))
        .with("p99MsOfWindowsWith", p99s(with))
        .with("p99GrowthPercent", growth * 100)
        .with(all)
        .require(growth < MOST_GROWTH, "the others' p99 grows by 20 % or more");
  }

  private static void hang(TestBed bed, Customers customers) {
    bed.receiver().behave(customers.first(), customers.first() + HANGING, Behaviour.hanging());
  }

  /**
   * Lets some of them hang once and answer again, until all has come. In the first outage of its
   * life the dispatcher compiles much of its code anew; as for full speed, that is not what is
   * asked.
   */
  private static void meetOutage(TestBed bed, Customers customers, double rate) {
    int run = bed.receiver().begin(customers);
    hang(bed, customers);
    long published =
        bed.publisher().pace(customers, run, new Payload(run, FanOutOne.PAYLOAD), rate, SECONDS);
    bed.receiver().behave(customers.first(), customers.end(), Behaviour.PLAIN);
    bed.measures().drained(run, published, OUTAGE_WITHOUT_PROGRESS);
    bed.receiver().forget(run);
  }

  /** At this rate, one window after the other. */
  static List<Latency> latencies(TestBed bed, Sink sink, double rate) {
    List<Latency> all = new ArrayList<>();
    for (int i = 0; i < WINDOWS; i++) {
      all.add(latency(bed, sink, rate));
    }
    return all;
  }

  private static double median(List<Latency> windows, ToDoubleFunction<Latency> figure) {
    return Numbers.median(windows.stream().map(figure::applyAsDouble).toList());
  }

  /** The median of these windows' p99, in milliseconds. */
  static double p99(List<Latency> windows) {
    return median(windows, Latency::p99Ms);
  }

  /** Each window's p99, in milliseconds. */
  static List<Double> p99s(List<Latency> windows) {
    return windows.stream().map(one -> (double) Math.round(one.p99Ms())).toList();
  }

  private static Latency latency(TestBed bed, Sink sink, double rate) {
    int seconds = Math.max(SECONDS, bed.settings().seconds());
    return bed.measures()
        .latency(sink, FanOutOne.PAYLOAD, rate, bed.settings().settling(), seconds);
  }
}
