package io.hooklane.bench.receiver;

/**
 * How an endpoint answers. As it is read from JSON, what is not given is 0 or false.
 *
 * @param delayMillis how long it takes for an answer
 * @param hangs whether it never answers
 * @param failingPercent how many of a hundred requests, at random, it fails
 * @param failingStatus with which status it fails them; 500 if 0
 * @param retryAfterSeconds what a failure asks for; nothing if 0
 * @param failingFirst how many attempts of each delivery it fails before it takes one
 * @param logged whether each request's time is kept
 */
public record Behaviour(
    int delayMillis,
    boolean hangs,
    int failingPercent,
    int failingStatus,
    int retryAfterSeconds,
    int failingFirst,
    boolean logged) {

  /** Takes everything at once. */
  public static final Behaviour PLAIN = new Behaviour(0, false, 0, 0, 0, 0, false);

  /** Never answers. */
  public static Behaviour hanging() {
    return new Behaviour(0, true, 0, 0, 0, 0, false);
  }

  /** Fails so many of a hundred with this status. */
  public static Behaviour failing(int percent, int status) {
    return new Behaviour(0, false, percent, status, 0, 0, false);
  }

  /** Answers after this time. */
  public Behaviour after(int millis) {
    return new Behaviour(
        millis, hangs, failingPercent, failingStatus, retryAfterSeconds, failingFirst, logged);
  }

  /** Fails the first attempts of each delivery. */
  public Behaviour failsFirst(int attempts, int status, int retryAfter) {
    return new Behaviour(delayMillis, hangs, failingPercent, status, retryAfter, attempts, logged);
  }

  /** Keeps each request's time. */
  public Behaviour withLog() {
    return new Behaviour(
        delayMillis, hangs, failingPercent, failingStatus, retryAfterSeconds, failingFirst, true);
  }

  /** Whether its deliveries count for the latency of those that nothing is wrong with. */
  boolean isPlain() {
    return !hangs && failingPercent == 0 && failingFirst == 0;
  }
}
