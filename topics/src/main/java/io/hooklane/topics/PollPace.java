package io.hooklane.topics;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Spaces the polls of a busy topic, so that it is read some records at a time and not one by one:
 * each poll costs the broker a request. An idle topic is polled without a pause, and what comes
 * first after that is not held up. Confined to one thread.
 */
public final class PollPace {

  private final long intervalNanos;
  private final int plenty;
  private long last;

  /**
   * A pace.
   *
   * @param interval between two polls that brought something but not much; a few milliseconds
   * @param plenty as many records as make a poll worth its while; more are polled for at once
   */
  public PollPace(Duration interval, int plenty) {
    this.intervalNanos = interval.toNanos();
    this.plenty = plenty;
    this.last = System.nanoTime() - intervalNanos;
  }

  /**
   * Waits until it is time for the next poll.
   *
   * @param records how many the last one brought
   */
  public void awaitNext(int records) {
    if (records > 0 && records < plenty) {
      long left = last + intervalNanos - System.nanoTime();
      while (left > 0 && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(left);
        left = last + intervalNanos - System.nanoTime();
      }
    }
    last = System.nanoTime();
  }
}
