package io.hooklane.dispatcher.intake;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Reads from Kafka, round after round, on a thread of its own. When a round fails, reading begins
 * anew, for ever: what was not committed is read again.
 */
public final class ConsumerThread {

  private static final Logger LOG = Logger.getLogger(ConsumerThread.class);
  private static final long PAUSE_AFTER_FAILURE_MS = 500;

  private final Supplier<? extends Reading> begin;
  private final Duration patience;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** What is done with a consumer, from subscribing to closing it. Confined to the thread. */
  public interface Reading {

    /** One poll, and what follows from it. It returns within the consumer's longest interval. */
    void round();

    /** Ends in order: waits, bounded, for what is under way, commits, closes the consumer. */
    void stop();

    /** Ends at once: what is under way counts for nothing. Closes the consumer. */
    void abandon();
  }

  /**
   * Not started yet.
   *
   * @param patience how long {@link #stop()} waits for the last round and its end
   * @param begin begins to read; called again after each failure
   */
  public ConsumerThread(String name, Duration patience, Supplier<? extends Reading> begin) {
    this.begin = begin;
    this.patience = patience;
    this.thread = new Thread(this::run, name);
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  /** Reads no more, waits for what is under way, commits; returns when that is done. */
  public void stop() {
    stopping.countDown();
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (stopping.getCount() > 0) {
      try {
        read(begin.get());
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        LOG.errorf(e, "reading interrupted, beginning again thread=%s", thread.getName());
        pause();
      }
    }
  }

  private void read(Reading reading) {
    try {
      while (stopping.getCount() > 0) {
        reading.round();
      }
      reading.stop();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      reading.abandon();
      throw e;
    }
  }

  private void pause() {
    try {
      stopping.await(PAUSE_AFTER_FAILURE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
