package io.hooklane.dispatcher.lane;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Figures of a set of lanes. Written by the one thread that these are confined to, read by any. */
final class LaneFigures {

  private final AtomicIntegerArray states = new AtomicIntegerArray(LaneState.values().length);
  private final AtomicInteger saturated = new AtomicInteger();
  private final AtomicInteger unknown = new AtomicInteger();
  private volatile boolean unknownAreStuck;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong inFlightBytes = new AtomicLong();

  /** Lanes that are like this. */
  int lanes(LaneState state) {
    return states.get(state.ordinal());
  }

  /** Items in lanes that they may not leave soon: these are full or slow, or have to wait. */
  int saturated() {
    return saturated.get() + (unknownAreStuck ? unknown.get() : 0);
  }

  /** Whether no endpoint that is not known to be quick has answered soon of late. */
  boolean unknownAreStuck() {
    return unknownAreStuck;
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

  /** Items in lanes of which it is not known whether they are quick. */
  void addUnknown(int change) {
    unknown.lazySet(unknown.getPlain() + change);
  }

  void unknownAreStuck(boolean stuck) {
    if (unknownAreStuck != stuck) {
      unknownAreStuck = stuck;
    }
  }

  void inFlight(int attempts, long bytes) {
    inFlight.lazySet(attempts);
    inFlightBytes.lazySet(bytes);
  }
}
