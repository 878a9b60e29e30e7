package io.hooklane.dispatcher.lane;

import java.util.concurrent.TimeUnit;

/**
 * Leaves an endpoint alone that does nothing but fail. After so many failures in a row nothing is
 * sent for a while; then a single attempt, the probe, goes out as soon as there is one. If it fails
 * the pause doubles; if it succeeds, one more attempt may be under way, then two, four, until the
 * endpoint is back to normal.
 *
 * <p>Times are nanoseconds of one monotonic clock; only what was sent while the present state held
 * can change it, so that late answers to what was sent before an outage say nothing about its end.
 */
final class Breaker {

  /** How long the outcome of a probe is waited for before what comes is put off once more. */
  static final long PROBE_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final int FAILURES_WHILE_RAMPING = 3;
  private static final Closed FLOWING = new Closed(0);

  /** What the endpoint did of late. */
  sealed interface State {}

  /** All is well, but for so many failures in a row. */
  record Closed(int failures) implements State {}

  /** Nothing is sent until this time. */
  record Open(long untilNanos, long pauseNanos) implements State {}

  /** One attempt is under way, sent at this time, and nothing else is sent. */
  record Probing(long sentNanos, long pauseNanos) implements State {}

  /** It succeeded again at this time; so many may be under way. */
  record Ramp(long sinceNanos, int inFlight, int failures, long pauseNanos) implements State {}

  private final int threshold;
  private final BackOff pauses;
  private State state = FLOWING;

  /**
   * A closed one.
   *
   * @param threshold failures in a row that open it, 1 or more
   * @param pauses how long it stays open
   */
  Breaker(int threshold, BackOff pauses) {
    if (threshold < 1) {
      throw new IllegalArgumentException(
          "A breaker must open after 1 failure or more, not " + threshold);
    }
    this.threshold = threshold;
    this.pauses = pauses;
  }

  State state() {
    return state;
  }

  /** Whether there is nothing to remember of it. */
  boolean flowing() {
    return state == FLOWING;
  }

  /** For how long nothing can be sent as it looks now; 0 when something can. */
  long pausedFor(long now) {
    if (state == FLOWING) {
      return 0;
    }
    return switch (state) {
      case Closed closed -> 0;
      case Ramp ramp -> 0;
      case Open open -> Math.max(0, open.untilNanos() - now);
      case Probing probing -> {
        long patience = probing.sentNanos() + PROBE_PATIENCE_NANOS - now;
        yield patience > 0 ? patience : probing.pauseNanos();
      }
    };
  }

  /** How many attempts may be under way. */
  int inFlight() {
    return state instanceof Ramp ramp ? ramp.inFlight() : Integer.MAX_VALUE;
  }

  /** An attempt departs, which it may. */
  void sent(long now) {
    if (state instanceof Open open) {
      state = new Probing(now, open.pauseNanos());
    }
  }

  /**
   * An attempt succeeded.
   *
   * @param limit how many may be under way to an endpoint that is well
   */
  void succeeded(long sentNanos, long now, int limit) {
    if (state == FLOWING) {
      return;
    }
    switch (state) {
      case Closed closed -> state = FLOWING;
      case Open open -> {}
      case Probing probing -> {
        if (probing.sentNanos() == sentNanos) {
          state = limit <= 1 ? FLOWING : new Ramp(now, 1, 0, probing.pauseNanos());
        }
      }
      case Ramp ramp -> {
        if (sentNanos - ramp.sinceNanos() >= 0) {
          int next = ramp.inFlight() * 2;
          state = next >= limit ? FLOWING : new Ramp(ramp.sinceNanos(), next, 0, ramp.pauseNanos());
        }
      }
    }
  }

  /** An attempt failed. */
  void failed(long sentNanos, long now) {
    switch (state) {
      case Closed closed -> {
        int failures = closed.failures() + 1;
        state =
            failures >= threshold
                ? new Open(now + pauses.firstNanos(), pauses.firstNanos())
                : new Closed(failures);
      }
      case Open open -> {}
      case Probing probing -> {
        if (probing.sentNanos() == sentNanos) {
          open(now, pauses.after(probing.pauseNanos()));
        }
      }
      case Ramp ramp -> {
        if (sentNanos - ramp.sinceNanos() >= 0) {
          int failures = ramp.failures() + 1;
          if (failures >= FAILURES_WHILE_RAMPING) {
            open(now, pauses.after(ramp.pauseNanos()));
          } else {
            int fewer = Math.max(1, ramp.inFlight() / 2);
            state = new Ramp(ramp.sinceNanos(), fewer, failures, ramp.pauseNanos());
          }
        }
      }
    }
  }

  /** An attempt that departed told nothing: it was not made, or not about the endpoint. */
  void toldNothing(long sentNanos, long now) {
    if (state instanceof Probing probing && probing.sentNanos() == sentNanos) {
      state = new Open(now, probing.pauseNanos());
    }
  }

  private void open(long now, long pauseNanos) {
    state = new Open(now + pauseNanos, pauseNanos);
  }
}
