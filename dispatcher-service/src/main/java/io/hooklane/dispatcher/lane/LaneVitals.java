package io.hooklane.dispatcher.lane;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Signs of life of the event loops that send. Each writes its own; any thread may read. */
@Singleton
public class LaneVitals {

  private final List<AtomicLong> lastSigns = new CopyOnWriteArrayList<>();

  /** For one more event loop: what it has to run at regular intervals, less than a second apart. */
  Runnable watch() {
    AtomicLong lastSign = new AtomicLong(System.nanoTime());
    lastSigns.add(lastSign);
    return () -> lastSign.set(System.nanoTime());
  }

  /** Whether every event loop gave a sign of life not longer ago than this. */
  public boolean alive(Duration stuckAfter) {
    long now = System.nanoTime();
    return lastSigns.stream().allMatch(sign -> now - sign.get() < stuckAfter.toNanos());
  }
}
