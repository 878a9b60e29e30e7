package io.hooklane.dispatcher.lane;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Figures of a set of lanes. Written by the one thread that these are confined to, read by any. */
final class LaneFigures {

  private final AtomicIntegerArray states = new AtomicIntegerArray(LaneState.values().length);
  private final AtomicInteger saturated = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong inFlightBytes = new AtomicLong();

  /** Lanes that are like this. */
  int lanes(LaneState state) {
    return states.get(state.ordinal());
  }

  /**
   * Items in lanes that they may not leave soon: these are full, slow, unknown, or have to wait.
   */
  int saturated() {
    return saturated.get();
  }

  /** Items under way. */
  int inFlight() {
    return inFlight.get();
  }

  /** Bytes of the items under way. */
  long inFlightBytes() {
    return inFlightBytes.get();
  }

  // One writer: releasing is enough, and cheaper than a volatile write.

  void count(@Nullable LaneState state, int change) {
    if (state != null) {
      states.lazySet(state.ordinal(), states.getPlain(state.ordinal()) + change);
    }
  }

  void addSaturated(int change) {
    saturated.lazySet(saturated.getPlain() + change);
  }

  void inFlight(int attempts, long bytes) {
    inFlight.lazySet(attempts);
    inFlightBytes.lazySet(bytes);
  }
}
