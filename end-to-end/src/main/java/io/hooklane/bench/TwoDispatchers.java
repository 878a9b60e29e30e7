package io.hooklane.bench;

import io.hooklane.bench.receiver.Behaviour;
import io.hooklane.bench.receiver.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Two dispatchers under load, one of them killed every 20 s, in turns. */
final class TwoDispatchers implements Workload {

  private static final int APPLICATIONS = 200;
  private static final double PER_SECOND = 1_000;
  private static final int SECONDS_BETWEEN_KILLS = 20;
  private static final int WINDOWS = 30;
  private static final int ANSWER_MS = 20;

  /** Finished, but not yet committed: twice the interval of commits. */
  private static final double UNCOMMITTED_SECONDS = 0.1;

  private record Kill(String dispatcher, double inFlight, long duplicatesBefore) {}

  @Override
  public String name() {
    return "two-dispatchers";
  }

  @Override
  public String what() {
    return "1,000/s for thirty windows (five minutes by default), a dispatcher killed every 20 s";
  }

  @Override
  public boolean usual() {
    return false;
  }

  @Override
  public Result run(TestBed bed) {
    try (Dispatchers dispatchers = bed.opened().add(new Dispatchers(bed))) {
      dispatchers.startSecond();
      dispatchers.awaitSecond();
      return run(bed, dispatchers);
    }
  }

  private Result run(TestBed bed, Dispatchers dispatchers) {
    Customers customers = bed.customers(name(), APPLICATIONS, 1, Map.of());
    bed.receiver().behave(customers.first(), customers.end(), Behaviour.PLAIN.after(ANSWER_MS));
    int run = bed.receiver().begin(customers);
    int seconds = bed.settings().seconds() * WINDOWS;
    CompletableFuture<Long> load =
        CompletableFuture.supplyAsync(
            () ->
                bed.publisher()
                    .pace(
                        customers, run, new Payload(run, FanOutOne.PAYLOAD), PER_SECOND, seconds));
    List<Kill> kills = new ArrayList<>();
    for (int at = SECONDS_BETWEEN_KILLS; at < seconds; at += SECONDS_BETWEEN_KILLS) {
      Measures.sleepUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_BETWEEN_KILLS));
      kills.add(kill(bed, dispatchers, run, kills.size() % 2 == 0));
    }
    long published = Measures.join(load, Duration.ofSeconds(seconds + 60L));
    Outcome outcome = bed.measures().drained(run, published, Duration.ofSeconds(90));
    return result(kills, bed.receiver().tally(run), outcome);
  }

  private static Kill kill(TestBed bed, Dispatchers dispatchers, int run, boolean first) {
    Kill kill =
        new Kill(
            first ? "first" : "second",
            dispatchers.inFlight(),
            bed.receiver().tally(run).duplicates());
    if (first) {
      dispatchers.killFirst();
    } else {
      dispatchers.killSecond();
      dispatchers.startSecond();
    }
    return kill;
  }

  private static Result result(List<Kill> kills, Tally end, Outcome outcome) {
    Result result = new Result().with("kills", kills.size()).with(outcome);
    List<Map<String, Object>> each = new ArrayList<>();
    long most = 0;
    for (int i = 0; i < kills.size(); i++) {
      Kill kill = kills.get(i);
      long until = i + 1 < kills.size() ? kills.get(i + 1).duplicatesBefore() : end.duplicates();
      long duplicates = until - kill.duplicatesBefore();
      double allowed = kill.inFlight() + PER_SECOND * UNCOMMITTED_SECONDS;
      most = Math.max(most, duplicates);
      each.add(
          Json.object(
              "killed", kill.dispatcher(),
              "inFlight", kill.inFlight(),
              "duplicates", duplicates));
      result.require(
          duplicates <= allowed,
          "kill %d: %d duplicates, %.0f in flight".formatted(i + 1, duplicates, kill.inFlight()));
    }
    return result.with("mostDuplicatesOfAKill", most).with("eachKill", each);
  }
}
