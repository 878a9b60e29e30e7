package io.hooklane.deliverylog.activity;

import java.util.ArrayList;
import java.util.List;

/**
 * How far one stream has come, and what it is to be told next. What happened before it was opened
 * is told at the stream's own pace, what happens now at a bounded rate: the rest is counted. Not
 * for several threads.
 */
final class Progress {

  /** Of what happened before, so that many who come back at once do not hold up what happens. */
  private static final int MOST_AT_ONCE = 50;

  private static final long SECOND = 1_000_000_000L;

  private final ActivityFilter filter;
  private final Positions from;
  private final int eventsPerSecond;
  private long next;
  private boolean caughtUp;
  private boolean gap;
  private long windowBegan;
  private int inWindow;
  private long skipped;

  /**
   * What a stream is to be told.
   *
   * @param events what happened, the oldest first
   * @param skipped how many more there would have been since that was last told
   * @param gap whether some that happened before are not known any more
   */
  record Step(List<ActivityEvent> events, long skipped, boolean gap) {

    boolean isNothing() {
      return events.isEmpty() && skipped == 0 && !gap;
    }
  }

  /**
   * Begins.
   *
   * @param from everything from there on is told
   */
  Progress(ActivityFilter filter, Positions from, ActivityHistory history, int eventsPerSecond) {
    this.filter = filter;
    this.from = from;
    this.eventsPerSecond = eventsPerSecond;
    this.next = history.first();
    this.gap = history.isMissingSince(from);
    this.windowBegan = System.nanoTime();
  }

  /** Whether all that happened so far was told, or counted. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  /**
   * Goes on.
   *
   * @param room whether the stream can take anything now
   */
  Step step(ActivityHistory history, long now, boolean room) {
    if (next < history.first()) {
      gap = true;
      next = history.first();
    }
    List<ActivityEvent> events = new ArrayList<>();
    if (!caughtUp && room) {
      catchUp(history, events);
    }
    if (caughtUp) {
      follow(history, now, room, events);
    }
    boolean lost = gap && room;
    if (lost) {
      gap = false;
    }
    return new Step(events, skippedInLastWindow(now, room), lost);
  }

  private void catchUp(ActivityHistory history, List<ActivityEvent> events) {
    while (next < history.end() && events.size() < MOST_AT_ONCE) {
      ActivityEvent event = history.get(next++);
      if (wants(event)) {
        events.add(event);
      }
    }
    caughtUp = next == history.end();
  }

  private void follow(ActivityHistory history, long now, boolean room, List<ActivityEvent> events) {
    if (now - windowBegan >= SECOND && skipped == 0) {
      windowBegan = now;
      inWindow = 0;
    }
    while (next < history.end()) {
      ActivityEvent event = history.get(next++);
      if (!wants(event)) {
        continue;
      }
      if (room && inWindow < eventsPerSecond) {
        inWindow++;
        events.add(event);
      } else {
        skipped++;
      }
    }
  }

  /** What was skipped is told when its second is over, before anything that is not. */
  private long skippedInLastWindow(long now, boolean room) {
    if (skipped == 0 || !room || now - windowBegan < SECOND) {
      return 0;
    }
    long count = skipped;
    skipped = 0;
    windowBegan = now;
    inWindow = 0;
    return count;
  }

  private boolean wants(ActivityEvent event) {
    return event.offset() >= from.in(event.partition()) && filter.shows(event);
  }
}
