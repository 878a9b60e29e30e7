package io.hooklane.dispatcher.lane;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Waits until several writes are acknowledged. Any thread may acknowledge; {@link #expect} and
 * {@link #noMore} belong to one.
 */
final class Acknowledgements {

  private final Runnable all;
  private final AtomicInteger outstanding = new AtomicInteger(1);

  /**
   * Nothing is expected yet.
   *
   * @param all called once, when {@link #noMore} was called and all that was expected has come, on
   *     the thread where that became true
   */
  Acknowledgements(Runnable all) {
    this.all = all;
  }

  /** Expects another one: what is returned is to be called when it comes. */
  Runnable expect() {
    outstanding.incrementAndGet();
    return this::came;
  }

  /** Nothing else will be expected. */
  void noMore() {
    came();
  }

  private void came() {
    if (outstanding.decrementAndGet() == 0) {
      all.run();
    }
  }
}
