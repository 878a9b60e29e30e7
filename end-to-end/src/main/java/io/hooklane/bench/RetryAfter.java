package io.hooklane.bench;

import io.hooklane.bench.receiver.Arrival;
import io.hooklane.bench.receiver.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether an endpoint that answers {@code Retry-After} is left alone for as long: the delivery
 * itself, whose schedule would come sooner, and all others of the endpoint.
 */
final class RetryAfter implements Workload {

  private static final int APPLICATIONS = 100;
  private static final int EACH = 20;
  private static final int SECONDS = 3;
  private static final double PER_SECOND = 200;

  /** Requests that were on their way when the answer was given. */
  private static final long ON_THEIR_WAY_MICROS = 250_000;

  @Override
  public String name() {
    return "retry-after";
  }

  @Override
  public String what() {
    return "2,000 deliveries, each answered 503 with Retry-After: 3 at first, scheduled after 1 s";
  }

  @Override
  public boolean usual() {
    return false;
  }

  @Override
  public Map<String, String> tuning() {
    return Map.of("HOOKLANE_RETRY_JITTER", "0");
  }

  @Override
  public Result run(TestBed bed) {
    bed.warm();
    Customers customers =
        bed.customers(
            name(),
            APPLICATIONS,
            1,
            Map.of("retrySchedule", Map.of("delays", List.of("PT1S", "PT1S"))));
    bed.receiver()
        .behave(
            customers.first(),
            customers.end(),
            Behaviour.PLAIN.failsFirst(1, 503, SECONDS).withLog());
    int run = bed.receiver().begin(customers);
    long published =
        bed.publisher()
            .pace(
                customers,
                run,
                new Payload(run, FanOutOne.PAYLOAD),
                PER_SECOND,
                APPLICATIONS * EACH / PER_SECOND);
    final Outcome outcome = bed.measures().drained(run, published, Duration.ofSeconds(60));
    List<Arrival> arrivals = customers.of(bed.receiver().takeArrivals());
    Lateness own = Lateness.ofSecondAttempts(arrivals, SECONDS * 1_000_000L);
    List<Long> broken = duringRest(arrivals);
    int during = broken.size();
    return new Result()
        .with("deliveries", published)
        .with("undercutByItself", own.early())
        .with("undercutByOthers", during)
        .with(
            "latestIntoARestMs", broken.stream().mapToLong(Long::longValue).max().orElse(0) / 1_000)
        .with("latenessP50Ms", own.ms(50))
        .with("latenessP99Ms", own.ms(99))
        .with(outcome)
        .require(own.early() == 0, own.early() + " retries before Retry-After was over")
        .require(during == 0, during + " other requests before Retry-After was over");
  }

  /**
   * Requests to an endpoint that came while it had asked to be left alone: how many microseconds
   * after it had last asked.
   */
  static List<Long> duringRest(List<Arrival> arrivals) {
    Map<Integer, List<Arrival>> byEndpoint = new TreeMap<>();
    arrivals.forEach(
        one -> byEndpoint.computeIfAbsent(one.endpoint(), none -> new ArrayList<>()).add(one));
    List<Long> during = new ArrayList<>();
    for (List<Arrival> all : byEndpoint.values()) {
      all.sort(Comparator.comparingLong(Arrival::micros));
      long restsFrom = Long.MIN_VALUE;
      for (Arrival one : all) {
        boolean rests =
            restsFrom != Long.MIN_VALUE
                && one.micros() > restsFrom + ON_THEIR_WAY_MICROS
                && one.micros() < restsFrom + SECONDS * 1_000_000L - 1_000;
        if (rests) {
          during.add(one.micros() - restsFrom);
        }
        restsFrom = one.status() == 503 ? one.micros() : restsFrom;
      }
    }
    return during;
  }
}
