package io.hooklane.bench;

import io.hooklane.bench.receiver.Arrival;
import io.hooklane.bench.receiver.Behaviour;
import java.util.ArrayList;
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
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(90);

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
    bed.warm();
    Map<Integer, Customers> customers = new LinkedHashMap<>();
    for (int rate : RATES) {
      Customers one = bed.customers("limit-" + rate, 1, 1, Map.of("throttleRate", rate));
      bed.receiver().behave(one.first(), one.end(), Behaviour.PLAIN.withLog());
      int run = bed.receiver().begin(one);
      bed.publisher()
          .publish(one, run, new Payload(run, FanOutOne.PAYLOAD), 0, rate * BACKLOG_SECONDS);
      customers.put(rate, one);
    }
    long began = System.nanoTime();
    List<Arrival> arrivals = new ArrayList<>();
    // What is off the limit is to be seen, so that it is not waited for for ever.
    while (!isEnough(customers, arrivals) && System.nanoTime() - began < MOST_NANOS) {
      Measures.sleepUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
      arrivals.addAll(bed.receiver().takeArrivals());
    }
    Result result = new Result();
    Map<String, Object> figures = new LinkedHashMap<>();
    double worst = 0;
    for (Map.Entry<Integer, Customers> one : customers.entrySet()) {
      List<Arrival> own = one.getValue().of(arrivals);
      double off = mostOff(one.getKey(), own);
      figures.put(
          one.getKey() + "/s",
          Json.object("percentOff", Result.round(off * 100), "windows", counts(own)));
      worst = Math.max(worst, off);
      result.require(
          off <= MOST_OFF, "%d/s is off by %.1f %% in a window".formatted(one.getKey(), off * 100));
    }
    return result.with("worstPercentOff", worst * 100).with("byRate", figures);
  }

  /** The largest deviation from the rate, as a part of it, over windows a second apart. */
  static double mostOff(int rate, List<Arrival> arrivals) {
    double most = 0;
    for (long count : counts(arrivals)) {
      // One more or less is what a window's edges make.
      double off = Math.max(0, Math.abs(count - (double) rate * WINDOW_SECONDS) - 1);
      most = Math.max(most, off / (rate * WINDOW_SECONDS));
    }
    return most;
  }

  /** How many came in each window; the first begins with the first arrival. */
  private static List<Long> counts(List<Arrival> arrivals) {
    long first = arrivals.stream().mapToLong(Arrival::micros).min().orElse(0);
    List<Long> counts = new ArrayList<>();
    for (int begin = 0; begin <= LAST_WINDOW_BEGINS; begin++) {
      long from = first + begin * 1_000_000L;
      long to = from + WINDOW_SECONDS * 1_000_000L;
      counts.add(arrivals.stream().filter(a -> a.micros() >= from && a.micros() < to).count());
    }
    return counts;
  }

  /** Whether each endpoint's last window is over. */
  private static boolean isEnough(Map<Integer, Customers> customers, List<Arrival> arrivals) {
    return customers.values().stream()
        .map(one -> one.of(arrivals).stream().mapToLong(Arrival::micros).summaryStatistics())
        .allMatch(
            times ->
                times.getCount() > 0
                    && times.getMax() - times.getMin()
                        > (LAST_WINDOW_BEGINS + WINDOW_SECONDS) * 1_000_000L);
  }
}
