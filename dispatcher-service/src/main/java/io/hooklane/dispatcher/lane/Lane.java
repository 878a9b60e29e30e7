package io.hooklane.dispatcher.lane;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint: the queue of its deliveries, and all that says whether the next may go. Times are
 * nanoseconds of one monotonic clock.
 */
final class Lane<K, T extends Lanes.Item<K>> {

  private static final int SMALL_QUEUE = 16;

  private final K key;
  private final ApplicationLanes<K, T> application;
  private final Room room = new Room();
  private final Pace pace;
  private final LaneRules rules;
  private final long quickNanos;
  private @Nullable Object destination;
  private Learned learned;
  private Queue<T> queue = new ArrayDeque<>(4);
  private int longestQueue;
  private boolean proven;
  private boolean slow;
  private long progressAt;

  /**
   * What attempts have told of the place that they were sent to.
   *
   * @param breaker whether it does nothing but fail
   * @param holdBack whether it wants to be left alone
   * @param concurrency how many attempts at a time it bears
   * @param downtime since when it takes nothing
   * @param backlog since when it takes less than comes for it, and at which pace
   */
  private record Learned(
      Breaker breaker,
      HoldBack holdBack,
      ConcurrencyLimit concurrency,
      Downtime downtime,
      Backlog backlog) {

    static Learned nothing(LaneRules rules, long now) {
      return new Learned(
          new Breaker(rules.failures(), rules.open()),
          new HoldBack(rules.throttled()),
          new ConcurrencyLimit(rules.firstInFlight(), rules.limits().inFlight()),
          new Downtime(now, rules.longestRest()),
          new Backlog(rules.longestRest()));
    }
  }

  /** Whether it refused something for lack of room and has not become half empty since. */
  boolean full;

  /** Whether it is in a line of lanes that may send when there is room for all. */
  boolean waitsForTurn;

  /** Whether its first cannot be sent before a certain moment. */
  boolean waitsForMoment;

  /** Whether it is to be looked at again at {@link #wakeAt}. */
  boolean wakes;

  long wakeAt;

  /** As what it was counted last. */
  @Nullable LaneState countedAs;

  int countedAsSaturated;
  int countedAsUnknown;

  /** Whether it is no lane any more. */
  boolean forgotten;

  /** Its place among idle lanes; kept by these. */
  @Nullable IdleLanes<K, T> idleAmong;

  @Nullable Lane<K, T> older;
  @Nullable Lane<K, T> younger;

  Lane(K key, ApplicationLanes<K, T> application, LaneRules rules, long now) {
    this.key = key;
    this.application = application;
    this.rules = rules;
    this.pace = new Pace(rules.longestRest());
    this.learned = Learned.nothing(rules, now);
    this.quickNanos = rules.quick().toNanos();
  }

  K key() {
    return key;
  }

  ApplicationLanes<K, T> application() {
    return application;
  }

  Room room() {
    return room;
  }

  Pace pace() {
    return pace;
  }

  /** So many per second from now on; 0 for as many as the endpoint takes. */
  void rate(int perSecond, long now) {
    pace.rate(perSecond, now);
    learned.concurrency.rate(perSecond);
  }

  /** Where it sends to now. What was learned about another place does not hold for this one. */
  void destination(@Nullable Object present, long now) {
    if (present == null || present.equals(destination)) {
      return;
    }
    if (destination != null) {
      learned = Learned.nothing(rules, now);
      pace.forgetBookings();
    }
    destination = present;
  }

  int queued() {
    return queue.size();
  }

  /** Whether it is known to be quick: its last attempt was taken soon. */
  boolean proven() {
    return proven;
  }

  /** Whether an attempt took long and none has succeeded soon since, or those under way do. */
  boolean slow() {
    return slow;
  }

  /** Whether there is something about it that should not be forgotten. */
  boolean noteworthy(long now) {
    return !learned.breaker.flowing()
        || learned.holdBack.noteworthy(now)
        || learned.concurrency.noteworthy()
        || pace.anyBooked(now);
  }

  LaneState state(long now) {
    if (learned.holdBack.heldFor(now) > 0) {
      return LaneState.HELD_BACK;
    }
    if (!learned.breaker.flowing()) {
      switch (learned.breaker.state()) {
        case Breaker.Open open -> {
          return LaneState.OPEN;
        }
        case Breaker.Probing probing -> {
          return LaneState.PROBING;
        }
        case Breaker.Ramp ramp -> {
          return LaneState.PROBING;
        }
        case Breaker.Closed closed -> {}
      }
    }
    if (pace.limited() && !queue.isEmpty()) {
      return LaneState.RATE_LIMITED;
    }
    return full ? LaneState.FULL : LaneState.FLOWING;
  }

  /** For how long nothing may be sent; 0 when something may. */
  long blockedFor(long now) {
    return Math.max(learned.breaker.pausedFor(now), learned.holdBack.heldFor(now));
  }

  /** When something may come back that is here while the lane is blocked for so long. */
  Admission.Diverted bookAfterBlock(long now, long blocked, int diversions) {
    boolean held = learned.holdBack.heldFor(now) >= learned.breaker.pausedFor(now);
    Diversion why = held ? Diversion.HELD_BACK : Diversion.OPEN;
    long rest = restsWhileBlocked() ? learned.downtime.nextRest(now) : 0;
    return rest > blocked
        ? new Admission.Diverted(
            why, rest, held || !learned.downtime.hung() ? null : learned.downtime.outage())
        : pace.bookAfter(why, now, blocked, learned.concurrency.perSecond(), diversions);
  }

  /** Whether it is down as it looks. What a probe may tell in a moment is waited for. */
  private boolean restsWhileBlocked() {
    return switch (learned.breaker.state()) {
      case Breaker.Open open -> true;
      case Breaker.Probing probing -> learned.downtime.hung();
      case Breaker.Closed closed -> learned.holdBack.guesses();
      case Breaker.Ramp ramp -> learned.holdBack.guesses();
    };
  }

  /**
   * When something may come back that there is no room for: what an endpoint does not answer rests
   * as long as the outage, what it answers slowly comes back at its pace, and not at once while
   * nothing moves at all.
   */
  Admission.Diverted bookWhileFull(long now) {
    if (room.inFlight() == 0) {
      // It is the others' doing.
      return new Admission.Diverted(Diversion.FULL, 0);
    }
    boolean nothingMoves = stuck(now) || hangs(now);
    if (nothingMoves && learned.downtime.hung()) {
      learned.backlog.stillBehind(now);
      long rest = learned.downtime.nextRest(now);
      return new Admission.Diverted(
          Diversion.FULL, rest, hangs(now) ? learned.downtime.outage() : null);
    }
    long wait = learned.backlog.putOff(now, learned.concurrency.perSecond());
    return new Admission.Diverted(
        Diversion.FULL, nothingMoves ? Math.max(wait, Outage.SHORT_REST) : wait);
  }

  /** How many attempts may be under way for the endpoint's sake. */
  int inFlightLimit() {
    return Math.min(learned.concurrency.limit(), learned.breaker.inFlight());
  }

  void enqueue(T item) {
    queue.add(item);
    longestQueue = Math.max(longestQueue, queue.size());
  }

  /** The first of the queue, which departs. */
  T depart(long now) {
    learned.breaker.sent(now);
    if (room.inFlight() == 0) {
      progressAt = now;
      learned.downtime.sent(now);
    }
    T item = queue.remove();
    shrinkQueue();
    return item;
  }

  /** Takes the first out of the queue without sending it; null when it is empty. */
  @Nullable T evict() {
    T item = queue.poll();
    shrinkQueue();
    return item;
  }

  /** Takes out of the queue what matches. */
  void removeQueued(Predicate<T> matches, Consumer<T> removed) {
    queue.removeIf(
        item -> {
          boolean match = matches.test(item);
          if (match) {
            removed.accept(item);
          }
          return match;
        });
    shrinkQueue();
  }

  /** Whether attempts are under way and none has ended for long, however quick it was before. */
  boolean stuck(long now) {
    return room.inFlight() > 0 && now - progressAt > quickNanos;
  }

  /**
   * Whether it is stuck for so long that what comes now had better not wait here. When the last
   * attempt was not answered, nothing is expected of the next after a moment either.
   */
  boolean hangs(long now) {
    long patience =
        learned.downtime.hung() ? Lanes.LONGEST_BLOCKED_NANOS : Lanes.LONGEST_WAIT_NANOS;
    return room.inFlight() > 0 && now - progressAt >= patience;
  }

  /** Whether what waits here may be diverted for that; what only a rate holds back may not. */
  boolean evictsOverdue() {
    return !pace.limited() || room.inFlight() > 0;
  }

  /**
   * When its first will have waited for too long, behind attempts that hang if it has a rate; there
   * must be one.
   */
  long overdueFrom() {
    long waited = queue.element().since();
    long from = pace.limited() && progressAt - waited > 0 ? progressAt : waited;
    return from + Lanes.LONGEST_WAIT_NANOS;
  }

  /** When it will be stuck if nothing ends before. */
  long stuckFrom() {
    return progressAt + quickNanos + 1;
  }

  void becomeSlow() {
    slow = true;
    proven = false;
  }

  /** An attempt ended, which still counts as under way. */
  void ended(long sentNanos, Ending ending, long now) {
    progressAt = now;
    learned.backlog.ended();
    if (ending != Ending.Plain.NOT_MADE) {
      boolean quick = ending != Ending.Plain.TIMED_OUT && now - sentNanos <= quickNanos;
      // That it fails soon for once does not tell that what waits in it will go soon.
      slow = !quick || slow && ending != Ending.Plain.SUCCEEDED;
    }
    switch (ending) {
      case Ending.Plain plain -> ended(sentNanos, plain, now);
      case Ending.Throttled throttled -> {
        learned.breaker.failed(sentNanos, now);
        proven = false;
        if (throttled.retryAfter() != null) {
          learned.holdBack.asked(now, throttled.retryAfter().toNanos());
        } else {
          learned.holdBack.throttled(sentNanos, now);
          learned.concurrency.overloaded(sentNanos, now);
        }
      }
    }
    learned.downtime.ended(ending, learned.breaker.flowing(), now);
  }

  private void ended(long sentNanos, Ending.Plain ending, long now) {
    switch (ending) {
      case SUCCEEDED -> {
        long took = now - sentNanos;
        learned.concurrency.succeeded(took, room.inFlight());
        learned.breaker.succeeded(sentNanos, now, learned.concurrency.limit());
        learned.holdBack.succeeded(sentNanos);
        proven = took <= quickNanos;
      }
      case FAILED -> {
        learned.breaker.failed(sentNanos, now);
        proven = false;
      }
      case TIMED_OUT -> {
        learned.breaker.failed(sentNanos, now);
        learned.concurrency.overloaded(sentNanos, now);
        proven = false;
      }
      case TOLD_NOTHING -> learned.breaker.toldNothing(sentNanos, now);
      case NOT_MADE -> {
        learned.breaker.toldNothing(sentNanos, now);
        pace.giveBack();
      }
    }
  }

  /** A queue that was long keeps its room, of which there may be one for each lane remembered. */
  private void shrinkQueue() {
    if (longestQueue > SMALL_QUEUE && queue.isEmpty()) {
      queue = new ArrayDeque<>(4);
      longestQueue = 0;
    }
  }
}
