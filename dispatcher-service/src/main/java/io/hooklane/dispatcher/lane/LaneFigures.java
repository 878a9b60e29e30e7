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

  /** Counts a lane as what it is now, and no longer as what it was. */
  void count(Lane<?, ?> lane, long now) {
    boolean slow = lane.full || lane.waitsForMoment || lane.slow();
    int held = lane.room().held();
    int itsSaturated = slow ? held : 0;
    int itsUnknown = slow || lane.proven() ? 0 : held;
    if (itsUnknown != lane.countedAsUnknown) {
      add(unknown, itsUnknown - lane.countedAsUnknown);
      lane.countedAsUnknown = itsUnknown;
    }
    if (itsSaturated != lane.countedAsSaturated) {
      add(saturated, itsSaturated - lane.countedAsSaturated);
      lane.countedAsSaturated = itsSaturated;
    }
    LaneState state = lane.state(now);
    countAs(lane, state == LaneState.FLOWING && held == 0 ? null : state);
  }

  /** A lane with nothing in it is not counted any more. */
  void forget(Lane<?, ?> lane) {
    countAs(lane, null);
  }

  private void countAs(Lane<?, ?> lane, @Nullable LaneState state) {
    if (lane.countedAs != state) {
      add(lane.countedAs, -1);
      add(state, 1);
      lane.countedAs = state;
    }
  }

  private void add(@Nullable LaneState state, int change) {
    if (state != null) {
      states.lazySet(state.ordinal(), states.getPlain(state.ordinal()) + change);
    }
  }

  private static void add(AtomicInteger figure, int change) {
    figure.lazySet(figure.getPlain() + change);
  }

  void unknownAreStuck(boolean stuck) {
    if (unknownAreStuck != stuck) {
      unknownAreStuck = stuck;
    }
  }

  /** What all lanes have under way. */
  void inFlight(Room all) {
    inFlight.lazySet(all.inFlight());
    inFlightBytes.lazySet(all.inFlightBytes());
  }
}
