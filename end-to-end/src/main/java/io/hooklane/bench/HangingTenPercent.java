package io.hooklane.bench;

import io.hooklane.bench.receiver.Behaviour;
import java.util.Map;

/** Whether receivers that never answer, with a tenth of the traffic, slow the others down. */
final class HangingTenPercent implements Workload {

  private static final int APPLICATIONS = 200;
  private static final int HANGING = APPLICATIONS / 10;
  private static final int SECONDS = 20;
  private static final double MOST_GROWTH = 0.20;

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
    final Latency without = latency(bed, customers, rate);
    bed.receiver().behave(customers.first(), customers.first() + HANGING, Behaviour.hanging());
    final Latency with = latency(bed, new AllButSome(customers, HANGING), rate);
    bed.receiver().behave(customers.first(), customers.end(), Behaviour.PLAIN);
    double growth = with.p99Ms() / without.p99Ms() - 1;
    return new Result()
        .with("perSecond", rate)
        .with("p50MsWithout", without.p50Ms())
        .with("p50MsWith", with.p50Ms())
        .with("p99MsWithout", without.p99Ms())
        .with("p99MsWith", with.p99Ms())
        .with("p99GrowthPercent", growth * 100)
        .with(without.outcome().plus(with.outcome()))
        .require(growth < MOST_GROWTH, "the others' p99 grows by 20 % or more");
  }

  private static Latency latency(TestBed bed, Sink sink, double rate) {
    int seconds = Math.max(SECONDS, bed.settings().seconds());
    return bed.measures()
        .latency(sink, FanOutOne.PAYLOAD, rate, bed.settings().settling(), seconds);
  }
}
