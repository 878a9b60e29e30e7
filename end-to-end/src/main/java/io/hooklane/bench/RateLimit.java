package io.hooklane.bench;

import io.hooklane.bench.receiver.Arrival;
import io.hooklane.bench.receiver.Behaviour;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Whether endpoints with a limit get exactly as much as it says, under a backlog. */
final class RateLimit implements Workload {

  private static final List<Integer> RATES = List.of(10, 50, 200, 800);
  private static final int BACKLOG_SECONDS = 26;
  private static final int WINDOW_SECONDS = 10;
  private static final int LAST_WINDOW_BEGINS = 12;
  private static final double MOST_OFF = 0.02;

  @Override
  public String name() {
    return "rate-limit";
  }

  @Override
  public String what() {
    return "endpoints of 10, 50, 200 and 800/s with 26 s of backlog each, windows of 10 s";
  }

  @Override
  public boolean usual() {
    return false;
  }

  @Override
  public Result run(TestBed bed) {
    Map<Integer, Customers> customers = new LinkedHashMap<>();
    for (int rate : RATES) {
      Customers one = bed.customers("limit-" + rate, 1, 1, Map.of("throttleRate", rate));
      bed.receiver().behave(one.first(), one.end(), Behaviour.PLAIN.withLog());
      int run = bed.receiver().begin(one);
      bed.publisher()
          .publish(one, run, new Payload(run, FanOutOne.PAYLOAD), 0, rate * BACKLOG_SECONDS);
      customers.put(rate, one);
    }
    Measures.sleepUntil(
        System.nanoTime() + TimeUnit.SECONDS.toNanos(LAST_WINDOW_BEGINS + WINDOW_SECONDS + 3));
    List<Arrival> arrivals = bed.receiver().takeArrivals();
    Result result = new Result();
    Map<String, Object> figures = new LinkedHashMap<>();
    double worst = 0;
    for (Map.Entry<Integer, Customers> one : customers.entrySet()) {
      double off = mostOff(one.getKey(), one.getValue().of(arrivals));
      figures.put(one.getKey() + "/s", Result.round(off * 100));
      worst = Math.max(worst, off);
      result.require(
          off <= MOST_OFF, "%d/s is off by %.1f %% in a window".formatted(one.getKey(), off * 100));
    }
    return result.with("worstPercentOff", worst * 100).with("percentOff", figures);
  }

  /** The largest deviation from the rate, as a part of it, over windows a second apart. */
  static double mostOff(int rate, List<Arrival> arrivals) {
    if (arrivals.isEmpty()) {
      return 1;
    }
    long first = arrivals.stream().mapToLong(Arrival::micros).min().orElseThrow();
    double most = 0;
    for (int begin = 0; begin <= LAST_WINDOW_BEGINS; begin++) {
      long from = first + begin * 1_000_000L;
      long to = from + WINDOW_SECONDS * 1_000_000L;
      long count = arrivals.stream().filter(a -> a.micros() >= from && a.micros() < to).count();
      // One more or less is what a window's edges make.
      double off = Math.max(0, Math.abs(count - (double) rate * WINDOW_SECONDS) - 1);
      most = Math.max(most, off / (rate * WINDOW_SECONDS));
    }
    return most;
  }
}
