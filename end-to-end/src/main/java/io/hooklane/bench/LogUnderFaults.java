package io.hooklane.bench;

import io.hooklane.bench.receiver.Behaviour;
import io.hooklane.bench.receiver.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Whether the delivery log has every attempt once, whatever is done to it under load: each request
 * that the receiver got is one attempt, since nothing is done to the dispatcher.
 */
final class LogUnderFaults implements Workload {

  private static final int APPLICATIONS = 100;
  private static final double PER_SECOND = 1_000;
  private static final int FAILING_PERCENT = 10;
  private static final int KILLS = 12;
  private static final int SECONDS_BETWEEN_KILLS = 4;
  private static final int SECONDS_WITHOUT_DATABASE = 60;

  private static final Map<String, Object> SOON_AGAIN =
      Map.of(
          "retrySchedule",
          Map.of("delays", List.of("PT1S", "PT1S", "PT1S", "PT1S", "PT1S", "PT1S", "PT1S")));

  /** What is done while events are published. */
  private enum Fault {
    KILLS("log-under-kills", "1,000/s, 10 % failed, the delivery log killed (-9) a dozen times"),
    DATABASE("log-without-database", "1,000/s, 10 % failed, PostgreSQL stopped for a minute");

    private final String workload;
    private final String what;

    Fault(String workload, String what) {
      this.workload = workload;
      this.what = what;
    }
  }

  private final Fault fault;

  private LogUnderFaults(Fault fault) {
    this.fault = fault;
  }

  static LogUnderFaults kills() {
    return new LogUnderFaults(Fault.KILLS);
  }

  static LogUnderFaults database() {
    return new LogUnderFaults(Fault.DATABASE);
  }

  @Override
  public String name() {
    return fault.workload;
  }

  @Override
  public String what() {
    return fault.what;
  }

  @Override
  public boolean usual() {
    return false;
  }

  @Override
  public Result run(TestBed bed) {
    bed.warm();
    Customers customers = bed.customers(name(), APPLICATIONS, 1, SOON_AGAIN);
    bed.receiver()
        .behave(customers.first(), customers.end(), Behaviour.failing(FAILING_PERCENT, 500));
    int run = bed.receiver().begin(customers);
    Faults faults = new Faults(bed);
    CompletableFuture<Long> load =
        CompletableFuture.supplyAsync(
            () ->
                bed.publisher()
                    .pace(
                        customers,
                        run,
                        new Payload(run, FanOutOne.PAYLOAD),
                        PER_SECOND,
                        seconds()));
    Result result = new Result();
    sleep(SECONDS_BETWEEN_KILLS);
    switch (fault) {
      case KILLS -> result.with("kills", faults.killLog(KILLS, SECONDS_BETWEEN_KILLS));
      case DATABASE -> {
        faults.withoutDatabase(Duration.ofSeconds(SECONDS_WITHOUT_DATABASE));
        result.with("secondsWithoutDatabase", SECONDS_WITHOUT_DATABASE);
      }
    }
    final long over = System.nanoTime();
    long published = Measures.join(load, Duration.ofMinutes(5));
    Outcome outcome = bed.measures().drained(run, published, Duration.ofSeconds(90));
    bed.recording().awaitCaughtUp();
    double caughtUpSeconds = (System.nanoTime() - over) / 1e9;
    Tally tally = bed.receiver().tally(run);
    long requests = tally.delivered() + tally.duplicates() + tally.refused();
    RecordedAttempts recorded = RecordedAttempts.of(bed, customers);
    return result
        .with("messages", published)
        .with("requests", requests)
        .with("attempts", recorded.rows())
        .with("missing", Math.max(0, requests - recorded.distinct()))
        .with("twice", recorded.rows() - recorded.distinct())
        .with("secondsFromTheLastFaultUntilAllWasRecorded", caughtUpSeconds)
        .with(outcome)
        .require(recorded.distinct() == requests, "attempts and requests are not as many")
        .require(recorded.rows() == recorded.distinct(), "attempts are recorded twice");
  }

  /** Longer than the faults take; what is published after them shows that it goes on. */
  private double seconds() {
    return switch (fault) {
      case KILLS -> KILLS * (SECONDS_BETWEEN_KILLS + 6.0);
      case DATABASE -> SECONDS_WITHOUT_DATABASE + 3.0 * SECONDS_BETWEEN_KILLS;
    };
  }

  private static void sleep(int seconds) {
    Measures.sleepUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
  }
}
