package io.hooklane.bench;

import java.util.Map;

/** How fast the delivery log catches up, against how fast the dispatcher can be. */
final class LogCatchingUp implements Workload {

  private static final int APPLICATIONS = 200;
  private static final int MESSAGES = 300_000;
  private static final double LEAST_RATIO = 2;

  /** How many are at first; their rate is told, and not judged by. */
  private static final int AT_FIRST = 60_000;

  /** Left out at both ends: the first and the last batches are not at full speed. */
  private static final double FROM = 0.1;

  private static final double TO = 0.9;
  private static final long LONGEST_NANOS = 180_000_000_000L;
  private static final long LOOK_NANOS = 50_000_000L;

  @Override
  public String name() {
    return "log-catch-up";
  }

  @Override
  public String what() {
    return "300,000 deliveries while the delivery log is stopped, then recorded all at once";
  }

  @Override
  public boolean usual() {
    return false;
  }

  @Override
  public Result run(TestBed bed) {
    double fullSpeed = bed.rate();
    bed.recording().awaitCaughtUp();
    Customers customers = bed.customers(name(), APPLICATIONS, 1, Map.of());
    int run = bed.receiver().begin(customers);
    double before = bed.recording().attempts();
    Outcome[] outcome = new Outcome[1];
    new Faults(bed)
        .withoutLog(
            () -> {
              bed.publisher()
                  .publish(customers, run, new Payload(run, FanOutOne.PAYLOAD), 0, MESSAGES);
              outcome[0] = bed.measures().drained(run, MESSAGES);
            });
    long began = System.nanoTime();
    final long firstOfAFew = awaitAttempts(bed, before + AT_FIRST * FROM);
    final long first = awaitAttempts(bed, before + MESSAGES * FROM);
    final long lastOfAFew = awaitAttempts(bed, before + AT_FIRST * TO);
    final long last = awaitAttempts(bed, before + MESSAGES * TO);
    awaitAttempts(bed, before + MESSAGES);
    double seconds = (System.nanoTime() - began) / 1e9;
    double perSecond = rate(MESSAGES, first, last);
    return new Result()
        .with("fullSpeed", fullSpeed)
        .with("caughtUpPerSecond", perSecond)
        .with("ratio", perSecond / fullSpeed)
        .with("caughtUpPerSecondAtFirst", rate(AT_FIRST, firstOfAFew, lastOfAFew))
        .with("secondsInAll", seconds)
        .with(outcome[0])
        .require(perSecond >= LEAST_RATIO * fullSpeed, "it catches up less than twice as fast");
  }

  private static double rate(int of, long first, long last) {
    return of * (TO - FROM) / ((last - first) / 1e9);
  }

  private static long awaitAttempts(TestBed bed, double wanted) {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!(bed.recording().attempts() >= wanted)) {
      if (System.nanoTime() > deadline) {
        throw new BenchException("The delivery log does not catch up");
      }
      Measures.sleepUntil(System.nanoTime() + LOOK_NANOS);
    }
    return System.nanoTime();
  }
}
