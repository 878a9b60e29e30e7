package io.hooklane.bench;

import io.hooklane.bench.receiver.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The dispatcher is killed when 10,000 delayed deliveries are due. */
final class DelayedAtKill implements Workload {

  /** So many that none gets 50 failures in a row, at which its breaker would open. */
  private static final int APPLICATIONS = 500;

  private static final int DELIVERIES = 10_000;
  private static final double PER_SECOND = 2_000;
  private static final int WAIT_SECONDS = 30;
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(2);

  @Override
  public String name() {
    return "delayed-at-kill";
  }

  @Override
  public String what() {
    return "10,000 second attempts due after 30 s, kill -9 of the dispatcher while they are";
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
            Map.of("retrySchedule", Map.of("delays", List.of("PT" + WAIT_SECONDS + "S"))));
    bed.receiver()
        .behave(
            customers.first(), customers.end(), Behaviour.PLAIN.failsFirst(1, 500, 0).withLog());
    int run = bed.receiver().begin(customers);
    final long began = System.nanoTime();
    long published =
        bed.publisher()
            .pace(
                customers,
                run,
                new Payload(run, FanOutOne.PAYLOAD),
                PER_SECOND,
                DELIVERIES / PER_SECOND);
    Dispatchers dispatchers = new Dispatchers(bed);
    long before = bed.receiver().tally(run).delivered();
    while (before < DELIVERIES / 10 && System.nanoTime() - began < MOST_NANOS) {
      Measures.sleepUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20));
      before = bed.receiver().tally(run).delivered();
    }
    long killed = dispatchers.firstPid();
    dispatchers.killFirst();
    dispatchers.awaitFirst(killed);
    Outcome outcome = bed.measures().drained(run, published, Duration.ofSeconds(90));
    Lateness lateness =
        Lateness.ofSecondAttempts(
            customers.of(bed.receiver().takeArrivals()), WAIT_SECONDS * 1_000_000L);
    return new Result()
        .with("deliveries", published)
        .with("deliveredBeforeTheKill", before)
        .with("latenessP50Ms", lateness.ms(50))
        .with("latenessP99Ms", lateness.ms(99))
        .with("latenessMaxMs", lateness.ms(100))
        .with(outcome)
        .require(lateness.early() == 0, lateness.early() + " before their time")
        .require(before > 0 && before < published, "the kill came before or after they were due");
  }
}
