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

  private record Kill(
      String dispatcher, double inFlight, long uncommitted, long duplicatesBefore) {}

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
    bed.warm();
    try (Dispatchers dispatchers = bed.opened().add(new Dispatchers(bed));
        Uncommitted uncommitted = new Uncommitted(bed.product().bootstrap())) {
      dispatchers.startSecond();
      dispatchers.awaitSecond();
      return run(bed, dispatchers, uncommitted);
    }
  }

  private Result run(TestBed bed, Dispatchers dispatchers, Uncommitted uncommitted) {
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
      kills.add(kill(bed, dispatchers, uncommitted, run, kills.size() % 2 == 0));
    }
    long published = Measures.join(load, Duration.ofSeconds(seconds + 60L));
    Outcome outcome = bed.measures().drained(run, published, Duration.ofSeconds(90));
    return result(kills, bed.receiver().tally(run), outcome);
  }

  private static Kill kill(
      TestBed bed, Dispatchers dispatchers, Uncommitted uncommitted, int run, boolean first) {
    Kill kill =
        new Kill(
            first ? "first" : "second",
            dispatchers.inFlight(),
            uncommitted.count(),
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
      most = Math.max(most, duplicates);
      each.add(
          Json.object(
              "killed", kill.dispatcher(),
              "attemptsUnderWay", kill.inFlight(),
              "uncommitted", kill.uncommitted(),
              "duplicates", duplicates));
      result.require(
          duplicates <= Math.max(kill.uncommitted(), kill.inFlight()),
          "kill %d: %d duplicates, but only %d in hand"
              .formatted(i + 1, duplicates, kill.uncommitted()));
    }
    return result.with("mostDuplicatesOfAKill", most).with("eachKill", each);
  }
}
