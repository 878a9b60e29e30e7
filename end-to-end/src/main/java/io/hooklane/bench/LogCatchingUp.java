package io.hooklane.bench;

import java.util.Map;

/**
 * How fast the delivery log catches up, against how fast the dispatcher can be. It does so twice:
 * the first time, whose rate is told and not judged by, it is warmed up, as all are for full speed.
 */
final class LogCatchingUp implements Workload {

  private static final int APPLICATIONS = 200;
  private static final int MESSAGES = 300_000;
  private static final double LEAST_RATIO = 2;
  private static final int AT_FIRST = 60_000;

  /** Left out at both ends: the first and the last batches are not at full speed. */
  private static final double FROM = 0.1;

  private static final double TO = 0.9;
  private static final long LONGEST_NANOS = 180_000_000_000L;

  /** Each look at its metrics costs the delivery log some milliseconds. */
  private static final long LOOK_NANOS = 200_000_000L;

  @Override
  public String name() {
    return "log-catch-up";
  }

  @Override
  public String what() {
    return "60,000, then 300,000 deliveries while the delivery log is stopped, then recorded at once";
  }

  @Override
  public boolean usual() {
    return false;
  }

  @Override
  public Result run(TestBed bed) {
    final double fullSpeed = bed.rate();
    bed.recording().awaitCaughtUp();
    final CaughtUp first = catchUp(bed, name() + "-at-first", AT_FIRST);
    bed.recording().awaitCaughtUp();
    CaughtUp then = catchUp(bed, name(), MESSAGES);
    return new Result()
        .with("fullSpeed", fullSpeed)
        .with("caughtUpPerSecond", then.perSecond)
        .with("ratio", then.perSecond / fullSpeed)
        .with("caughtUpPerSecondAtFirst", first.perSecond)
        .with("secondsInAll", then.seconds)
        .with(first.outcome.plus(then.outcome))
        .require(
            then.perSecond >= LEAST_RATIO * fullSpeed, "it catches up less than twice as fast");
  }

  private static CaughtUp catchUp(TestBed bed, String name, int messages) {
    Customers customers = bed.customers(name, APPLICATIONS, 1, Map.of());
    int run = bed.receiver().begin(customers);
    double before = bed.recording().attempts();
    Outcome[] outcome = new Outcome[1];
    new Faults(bed)
        .withoutLog(
            () -> {
              bed.publisher()
                  .publish(customers, run, new Payload(run, FanOutOne.PAYLOAD), 0, messages);
              outcome[0] = bed.measures().drained(run, messages);
            });
    bed.receiver().forget(run);
    final long began = System.nanoTime();
    final Progress from = await(bed, before + messages * FROM);
    final Progress to = await(bed, before + messages * TO);
    final Progress end = await(bed, before + messages);
    return new CaughtUp(
        (to.attempts - from.attempts) / ((to.nanos - from.nanos) / 1e9),
        (end.nanos - began) / 1e9,
        outcome[0]);
  }

  /** How many there were when at least this many were. */
  private static Progress await(TestBed bed, double wanted) {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    double attempts = bed.recording().attempts();
    while (!(attempts >= wanted)) {
      if (System.nanoTime() > deadline) {
        throw new BenchException("The delivery log does not catch up");
      }
      Measures.sleepUntil(System.nanoTime() + LOOK_NANOS);
      attempts = bed.recording().attempts();
    }
    return new Progress(attempts, System.nanoTime());
  }

  private record Progress(double attempts, long nanos) {}

  private record CaughtUp(double perSecond, double seconds, Outcome outcome) {}
}
