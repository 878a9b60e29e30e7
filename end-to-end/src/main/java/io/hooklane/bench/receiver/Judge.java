package io.hooklane.bench.receiver;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides what a request is answered and counts it. Confined to the receiver's one thread. */
final class Judge {

  private static final int MOST_ARRIVALS = 1 << 20;

  private final Map<Integer, Run> runs = new HashMap<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final RandomGenerator random;
  private final Clock clock;
  private Behaviour[] behaviours = new Behaviour[0];

  Judge(RandomGenerator random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /** The answer to a request, or null when it is never to be answered. */
  @Nullable Answer answer(Request request) {
    final int endpoint = request.endpoint();
    final Behaviour behaviour = behaviour(endpoint);
    Run run = runs.get((int) request.number(0));
    if (run == null) {
      return behaviour.hangs() ? null : Answer.of(404, 0, 0);
    }
    final long sequence = request.number(1);
    final long now = micros();
    run.checkOrder(sequence);
    if (behaviour.hangs()) {
      run.unanswered();
      return null;
    }
    int status = status(behaviour, run, sequence, endpoint);
    if (behaviour.logged() && arrivals.size() < MOST_ARRIVALS) {
      arrivals.add(new Arrival(endpoint, sequence, now, status));
    }
    if (status == 204) {
      run.taken(
          sequence, endpoint, request.messageHash(), now - request.number(2), behaviour.isPlain());
    } else {
      run.refused();
    }
    return Answer.of(status, behaviour.retryAfterSeconds(), behaviour.delayMillis());
  }

  /** Begins a run. */
  void begin(RunPlan plan) {
    runs.put(plan.run(), new Run(plan));
  }

  /** What a run has brought so far. */
  Tally tally(int run, boolean withHistogram) {
    Run known = runs.get(run);
    if (known == null) {
      throw new IllegalArgumentException("There is no run " + run);
    }
    return known.tally(withHistogram);
  }

  /** Forgets a run, whose requests are answered 404 from now on, except by those that hang. */
  void forget(int run) {
    runs.remove(run);
  }

  /** Lets the endpoints of these numbers answer so. */
  void behave(int from, int to, Behaviour behaviour) {
    if (behaviours.length < to) {
      int known = behaviours.length;
      behaviours = Arrays.copyOf(behaviours, to);
      Arrays.fill(behaviours, known, to, Behaviour.PLAIN);
    }
    Arrays.fill(behaviours, from, to, behaviour);
  }

  /** The requests to endpoints that keep them; they are forgotten thereby. */
  List<Arrival> takeArrivals() {
    List<Arrival> all = List.copyOf(arrivals);
    arrivals.clear();
    return all;
  }

  private Behaviour behaviour(int endpoint) {
    return endpoint >= 0 && endpoint < behaviours.length ? behaviours[endpoint] : Behaviour.PLAIN;
  }

  private int status(Behaviour behaviour, Run run, long sequence, int endpoint) {
    boolean fails =
        behaviour.failingFirst() > 0 && run.attempt(sequence, endpoint) <= behaviour.failingFirst();
    if (!fails && behaviour.failingPercent() > 0) {
      fails = random.nextInt(100) < behaviour.failingPercent();
    }
    if (!fails) {
      return 204;
    }
    return behaviour.failingStatus() == 0 ? 500 : behaviour.failingStatus();
  }

  private long micros() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
