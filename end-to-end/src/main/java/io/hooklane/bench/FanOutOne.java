package io.hooklane.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The main figures: product and bare loop in turns, then the latency at half the speed. */
final class FanOutOne implements Workload {

  static final String NAME = "fan-out-1";
  static final int ENDPOINTS = 200;
  static final int PAYLOAD = 1024;
  private static final double RATIO_FLOOR = 0.40;
  private static final double SPEED_FLOOR = 4_000;
  private static final double RECORDING_LAG_FLOOR = 2;
  private static final double P99_FLOOR_MS = 150;

  /** Of 15 s, one pause of the machine's makes the p99, which says nothing of the next minute. */
  private static final int HALF_SPEED_SECONDS = 60;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String what() {
    return "1 KB, 200 endpoints of an application each";
  }

  @Override
  public Result run(TestBed bed) {
    Settings settings = bed.settings();
    bed.startBareLoop();
    Customers customers = bed.customers(NAME, ENDPOINTS, 1, Map.of());
    BareTopic bare = new BareTopic(customers.first(), ENDPOINTS);
    // The same for both, so that neither is measured while its code is still being compiled.
    speed(bed, customers, settings.warmUp());
    speed(bed, bare, settings.warmUp());
    List<Speed> products = new ArrayList<>();
    List<Speed> bares = new ArrayList<>();
    for (int i = 0; i < settings.pairs(); i++) {
      products.add(speed(bed, customers, settings.seconds()));
      bares.add(speed(bed, bare, settings.seconds()));
    }
    double rate = Numbers.median(products.stream().map(Speed::perSecond).toList());
    bed.foundRate(rate);
    Latency half =
        bed.measures()
            .latency(
                customers,
                PAYLOAD,
                rate / 2,
                settings.settling(),
                Math.max(HALF_SPEED_SECONDS, settings.seconds()));
    return result(products, bares, half);
  }

  private static Speed speed(TestBed bed, Sink sink, int seconds) {
    Settings settings = bed.settings();
    return bed.measures()
        .speed(sink, PAYLOAD, settings.outstanding(), settings.settling(), seconds);
  }

  private static Result result(List<Speed> products, List<Speed> bares, Latency half) {
    List<Double> ratios = new ArrayList<>();
    Outcome all = half.outcome();
    for (int i = 0; i < products.size(); i++) {
      ratios.add(products.get(i).perSecond() / bares.get(i).perSecond());
      all = all.plus(products.get(i).outcome());
    }
    double rate = Numbers.median(products.stream().map(Speed::perSecond).toList());
    double ratio = Numbers.median(ratios);
    double lag = Numbers.median(products.stream().map(Speed::recordingLag).toList());
    return new Result()
        .with("deliveriesPerSecond", rate)
        .with("bareLoopPerSecond", Numbers.median(bares.stream().map(Speed::perSecond).toList()))
        .with("ratio", ratio)
        .with("ratioLowest", Numbers.lowest(ratios))
        .with("ratioHighest", Numbers.highest(ratios))
        .with("p50Ms", half.p50Ms())
        .with("p99Ms", half.p99Ms())
        .with("maxMs", half.maxMs())
        .with("halfRatePerSecond", half.perSecond())
        .with("recordingLagSeconds", lag)
        .with(all)
        .with("cpuSecondsPerThousand", Numbers.means(products, Speed::cpuPerThousand))
        .with("bareLoopCpuSecondsPerThousand", Numbers.means(bares, Speed::cpuPerThousand))
        .require(rate >= SPEED_FLOOR, "fewer than 4,000 deliveries/s")
        .require(ratio >= RATIO_FLOOR, "less than 0.40 of the bare loop")
        .require(half.p99Ms() <= P99_FLOOR_MS, "p99 above 150 ms")
        .require(lag < RECORDING_LAG_FLOOR, "the delivery log is 2 s or more behind at full speed");
  }
}
