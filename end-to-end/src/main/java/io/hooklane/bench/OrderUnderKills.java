package io.hooklane.bench;

import io.hooklane.bench.receiver.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Whether ordered endpoints keep their order through failures and two kills of the dispatcher. */
final class OrderUnderKills implements Workload {

  private static final int APPLICATIONS = 100;
  private static final int MESSAGES = 20_000;
  private static final double PER_SECOND = 1_000;
  private static final int FAILING_PERCENT = 10;
  private static final int SECONDS_BEFORE_KILL = 5;

  @Override
  public String name() {
    return "order";
  }

  @Override
  public String what() {
    return "20,000 messages to 100 ordered endpoints, 10 % of the requests failed, two kill -9";
  }

  @Override
  public boolean usual() {
    return false;
  }

  /** Waits of 1 s become 100 ms: the order is what is looked at, not the time. */
  @Override
  public Map<String, String> tuning() {
    return Map.of("HOOKLANE_RETRY_TIME_SCALE", "0.1");
  }

  @Override
  public Result run(TestBed bed) {
    Customers customers =
        bed.customers(
            name(),
            APPLICATIONS,
            1,
            Map.of(
                "ordering",
                Map.of("maximumAge", "PT24H", "whenTooOld", "skip"),
                "retrySchedule",
                Map.of("delays", List.of("PT1S", "PT1S", "PT1S", "PT1S", "PT1S"))));
    bed.receiver()
        .behave(customers.first(), customers.end(), Behaviour.failing(FAILING_PERCENT, 500));
    InOrder inOrder = new InOrder(customers);
    int run = bed.receiver().begin(inOrder);
    CompletableFuture<Long> load =
        CompletableFuture.supplyAsync(
            () ->
                bed.publisher()
                    .pace(
                        inOrder,
                        run,
                        new Payload(run, FanOutOne.PAYLOAD),
                        PER_SECOND,
                        MESSAGES / PER_SECOND));
    Dispatchers dispatchers = new Dispatchers(bed);
    for (int kill = 0; kill < 2; kill++) {
      Measures.sleepUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_BEFORE_KILL));
      long killed = dispatchers.firstPid();
      dispatchers.killFirst();
      dispatchers.awaitFirst(killed);
    }
    long published = Measures.join(load, Duration.ofMinutes(2));
    Outcome outcome = bed.measures().drained(run, published, Duration.ofSeconds(90));
    return new Result()
        .with("messages", published)
        .with("failedOnPurpose", bed.receiver().tally(run).refused())
        .with("inversions", outcome.inversions())
        .with(outcome);
  }
}
