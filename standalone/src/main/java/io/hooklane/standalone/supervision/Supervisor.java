package io.hooklane.standalone.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts children, keeps them alive and stops them. A child that ends is started again after a
 * backoff, for as long as it takes, and each step is said. Not for reuse after {@link #stop}.
 */
public final class Supervisor {

  private final Backoff backoff;
  private final Consumer<String> say;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final List<Child> started = new CopyOnWriteArrayList<>();

  /**
   * @param say is given one line for each thing that happens; from several threads
   */
  public Supervisor(Backoff backoff, Consumer<String> say) {
    this.backoff = backoff;
    this.say = say;
  }

  /**
   * Starts children at once, waits until all are ready, and watches them from then on.
   *
   * @throws ChildException when one does not become ready, and the others may be running, or after
   *     {@link #stop}
   */
  public void start(List<? extends Child> children) {
    if (isStopping()) {
      throw new ChildException("Told to stop");
    }
    List<CompletableFuture<Void>> starts = new ArrayList<>();
    for (Child child : children) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      starts.add(done);
      Thread.ofPlatform().daemon().name("watch-" + child.name()).start(() -> run(child, done));
    }
    try {
      CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ChildException cause
          ? cause
          : new ChildException(String.valueOf(e.getCause()), e);
    }
  }

  /** Whether {@link #stop} was called. */
  public boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Stops the children one after the other, in this order, and lets none be started again. */
  public void stop(List<? extends Child> order) {
    stopping.countDown();
    for (Child child : order) {
      long begin = System.nanoTime();
      try {
        // One that is not running too: it must not start any more.
        child.stop();
        if (started.contains(child)) {
          say.accept("%-13s stopped in %d ms".formatted(child.name(), since(begin).toMillis()));
        }
      } catch (RuntimeException e) {
        say.accept("%-13s could not be stopped: %s".formatted(child.name(), e.getMessage()));
      }
    }
  }

  private void run(Child child, CompletableFuture<Void> firstStart) {
    long begin = System.nanoTime();
    started.add(child);
    try {
      child.start();
      say.accept("%-13s ready in %d ms".formatted(child.name(), since(begin).toMillis()));
      firstStart.complete(null);
    } catch (RuntimeException e) {
      firstStart.completeExceptionally(
          e instanceof ChildException ? e : new ChildException(String.valueOf(e.getMessage()), e));
      return;
    }
    keepAlive(child);
  }

  private void keepAlive(Child child) {
    int failuresInARow = 0;
    while (!isStopping()) {
      long begin = System.nanoTime();
      child.process().ifPresent(process -> process.onExit().join());
      failuresInARow = backoff.isStable(since(begin)) ? 0 : failuresInARow;
      Duration wait = backoff.wait(failuresInARow);
      failuresInARow++;
      if (isStopping()) {
        return;
      }
      say.accept(
          "%-13s ended unexpectedly, starting it again in %d ms (log: %s)"
              .formatted(child.name(), wait.toMillis(), child.log()));
      if (stopsWithin(wait)) {
        return;
      }
      restart(child);
    }
  }

  private void restart(Child child) {
    long begin = System.nanoTime();
    try {
      child.start();
      say.accept("%-13s ready again in %d ms".formatted(child.name(), since(begin).toMillis()));
    } catch (RuntimeException e) {
      if (!isStopping()) {
        say.accept("%-13s did not start again: %s".formatted(child.name(), e.getMessage()));
      }
    }
  }

  private boolean stopsWithin(Duration wait) {
    try {
      return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
