package io.hooklane.dispatcher.lane;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one event loop: each key's items leave in the order in which they came, as many at a
 * time and per second as their endpoint bears, and no key waits because of another's, except that
 * all together are bounded and then take turns. What a lane cannot take is diverted. Lanes with
 * nothing in them are remembered, so many. Confined to one thread.
 *
 * <p>Times are nanoseconds of one monotonic clock, so that no clock that is set makes anything too
 * early.
 *
 * @param <K> whose lane
 * @param <T> what goes through it
 */
final class Lanes<K, T extends Lanes.Item<K>> {

  /** What is blocked for no longer than this waits in its lane; everything else is diverted. */
  static final long LONGEST_BLOCKED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * What waits for longer in a lane is diverted: as long as it waits, its partition cannot be
   * committed beyond it. What a rate holds back is bounded otherwise.
   */
  static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** More than one, so that what an application has under way can grow again. */
  private static final int AT_ONCE_OF_AN_APPLICATION = 2;

  /** Something that goes through a lane. */
  interface Item<K> {

    /** Whose lane. */
    K key();

    /** Whose room it takes. */
    Object application();

    /** What it takes of memory, about. */
    long bytes();

    /** How often it was diverted. */
    int diversions();

    /** It came to its lane, or departed from it; kept for {@link #since()}. */
    void isThereSince(long nanos);

    /** Since when it waits in its lane, or is under way. */
    long since();
  }

  /** What is configured for keys. */
  interface Settings<K> {

    /** How many it may be sent per second; 0 for as many as it takes. */
    int perSecond(K key);

    /** Where it is sent to; null when that is not known. What is remembered is of this only. */
    @Nullable Object destination(K key);
  }

  /** Where items go that leave. */
  interface Exit<T> {

    /**
     * It is this item's turn; {@link Lanes#finished} must follow once, and may come while this is
     * still being called.
     */
    void send(T item);

    /** This item was taken, but its lane came to be blocked. */
    void divert(T item, Admission.Diverted diversion);
  }

  private final LaneRules rules;
  private final BytesHeld bytes;
  private final Occupancy occupancy;
  private final Settings<K> settings;
  private final Exit<T> exit;
  private final LaneFigures figures = new LaneFigures();

  private final Map<K, Lane<K, T>> lanes = new HashMap<>();
  private final Map<Object, ApplicationLanes<K, T>> applications = new HashMap<>();
  private final IdleLanes<K, T> noteworthy = new IdleLanes<>();
  private final IdleLanes<K, T> ordinary = new IdleLanes<>();
  private final Turns<K, T> turns;
  private final WakeUps<K, T> wakeUps = new WakeUps<>();
  private final Queue<T> departing = new ArrayDeque<>();
  private final long quickNanos;
  private long unprovenProgressAt;
  private boolean departuresUnderWay;

  /**
   * No lanes yet.
   *
   * @param bytes what these and the lanes of other event loops hold
   * @param settings asked for each item, so that a change holds for the next
   */
  Lanes(LaneRules rules, BytesHeld bytes, Settings<K> settings, Exit<T> exit) {
    this.rules = rules;
    this.bytes = bytes;
    this.occupancy = new Occupancy(rules.limits(), bytes);
    this.turns = new Turns<>(occupancy);
    this.settings = settings;
    this.quickNanos = rules.quick().toNanos();
    this.exit = exit;
  }

  /** Takes an item and sends it now or later, unless it must come again. */
  Admission offer(T item, long now) {
    Lane<K, T> lane = laneOf(item, now);
    lane.destination(settings.destination(lane.key()), now);
    lane.rate(settings.perSecond(lane.key()), now);
    Admission.Diverted diverted = refusal(lane, item, now);
    if (diverted == null) {
      item.isThereSince(now);
      lane.enqueue(item);
      if (!occupancy.unprovenWait()) {
        unprovenProgressAt = now;
      }
      occupancy.hold(lane, item.bytes());
      advance(lane, now);
    }
    settle(lane, now);
    depart();
    return diverted == null ? Admission.Taken.TAKEN : diverted;
  }

  /** An item that was sent has come to its end. */
  void finished(T item, Ending ending, long now) {
    Lane<K, T> lane = lanes.get(item.key());
    if (lane == null || lane.room().inFlight() == 0) {
      throw new IllegalStateException("Nothing is under way in that lane");
    }
    boolean proven = lane.proven();
    lane.ended(item.since(), ending, now);
    if (lane.proven() != proven) {
      occupancy.moved(lane);
    }
    if (!proven && !lane.slow()) {
      unprovenProgressAt = now;
      figures.unknownAreStuck(false);
    }
    occupancy.arrive(lane, item.bytes());
    occupancy.letGo(lane, item.bytes());
    // First those that wait, or a lane that is never empty would keep its place for ever.
    letWaitInLine(lane.application());
    takeTurns(now);
    advance(lane, now);
    settle(lane, now);
    depart();
  }

  /** For how long nothing has to be looked at again; {@link Long#MAX_VALUE} for ever. */
  long untilNextWakeUp(long now) {
    long wait = wakeUps.untilNext(now);
    if (occupancy.unprovenWait() && !figures.unknownAreStuck()) {
      wait = Math.min(wait, Math.max(0, unprovenProgressAt + quickNanos - now));
    }
    return wait;
  }

  /** Looks again at lanes that waited for a moment that has come. */
  void wakeUp(long now) {
    if (occupancy.unprovenWait() && now - unprovenProgressAt >= quickNanos) {
      // They may be many and each be unknown, so that none alone is found to be slow.
      figures.unknownAreStuck(true);
    }
    for (Lane<K, T> lane = wakeUps.next(now); lane != null; lane = wakeUps.next(now)) {
      lane.waitsForMoment = false;
      lane.rate(settings.perSecond(lane.key()), now);
      advance(lane, now);
      settle(lane, now);
    }
    depart();
  }

  /** Takes out what matches of all that is not under way. */
  void removeQueued(Predicate<T> matches, Consumer<T> removed, long now) {
    for (Lane<K, T> lane : new ArrayList<>(lanes.values())) {
      if (lane.queued() > 0) {
        lane.removeQueued(
            matches,
            item -> {
              occupancy.letGo(lane, item.bytes());
              removed.accept(item);
            });
        settle(lane, now);
      }
    }
  }

  /** Looks at idle lanes whose state time may have changed. */
  void review(long now) {
    Lane<K, T> lane = noteworthy.oldest();
    while (lane != null) {
      Lane<K, T> next = lane.younger;
      if (!lane.noteworthy(now)) {
        leaveIdle(lane);
        settle(lane, now);
      } else {
        figures.count(lane, now);
      }
      lane = next;
    }
  }

  /** How many lanes are like what, and how much is in them. Any thread may read it. */
  LaneFigures figures() {
    return figures;
  }

  /** What all lanes hold. */
  Room room() {
    return occupancy.all();
  }

  /** Lanes that are remembered or have something in them. */
  int size() {
    return lanes.size();
  }

  private Lane<K, T> laneOf(T item, long now) {
    Lane<K, T> lane = lanes.get(item.key());
    if (lane == null) {
      ApplicationLanes<K, T> application = applications.get(item.application());
      if (application == null) {
        application = new ApplicationLanes<>(item.application(), bytes.join(item.application()));
        applications.put(item.application(), application);
      }
      application.laneAdded();
      lane = new Lane<>(item.key(), application, rules, now);
      lanes.put(item.key(), lane);
    } else if (lane.idleAmong != null) {
      leaveIdle(lane);
    }
    return lane;
  }

  private Admission.@Nullable Diverted refusal(Lane<K, T> lane, T item, long now) {
    long blocked = lane.blockedFor(now);
    if (blocked >= LONGEST_BLOCKED_NANOS) {
      return lane.bookAfterBlock(now, blocked, item.diversions());
    }
    if (lane.hangs(now) && lane.room().inFlight() >= occupancy.inFlightLimit(lane)) {
      return lane.bookWhileFull(now);
    }
    boolean returning = item.diversions() > 0;
    int room = occupancy.roomForOne();
    Admission.Diverted booked = lane.pace().bookIfTooMany(now, lane.queued(), room, returning);
    if (booked == null && !occupancy.hasRoom(lane, item.bytes(), returning)) {
      lane.full = true;
      booked = lane.pace().bookForLackOfRoom(now, lane.queued(), room);
      return booked == null ? lane.bookWhileFull(now) : booked;
    }
    return booked;
  }

  private void advance(Lane<K, T> lane, long now) {
    boolean more = true;
    while (more) {
      more = step(lane, now);
    }
  }

  /** Has the lane's next item depart if it may; if not, sees to it that it is asked again. */
  private boolean step(Lane<K, T> lane, long now) {
    if (lane.queued() == 0) {
      return false;
    }
    long blocked = lane.blockedFor(now);
    if (blocked >= LONGEST_BLOCKED_NANOS) {
      evict(lane, now, blocked);
      return false;
    }
    if (blocked > 0) {
      waitFor(lane, now + blocked);
      return false;
    }
    if (!lane.slow() && lane.stuck(now)) {
      boolean proven = lane.proven();
      lane.becomeSlow();
      if (proven) {
        occupancy.moved(lane);
      }
    }
    evictOverdue(lane, now);
    if (lane.queued() == 0) {
      return false;
    }
    if (lane.room().inFlight() >= occupancy.inFlightLimit(lane)) {
      // The next of its attempts that ends lets it go on. Should none end soon, it is slow.
      if (!lane.slow()) {
        wakeUps.add(lane, lane.stuckFrom());
      }
      wakeForOverdue(lane);
      return false;
    }
    if (lane.waitsForTurn || mustWaitForTurn(lane)) {
      wakeForOverdue(lane);
      return false;
    }
    long wait = lane.pace().take(now);
    if (wait > 0) {
      waitFor(lane, now + wait);
      return false;
    }
    T item = lane.depart(now);
    item.isThereSince(now);
    occupancy.depart(lane, item.bytes());
    departing.add(item);
    return true;
  }

  /** Whether there is no room for it among the attempts under way; then it is in a line. */
  private boolean mustWaitForTurn(Lane<K, T> lane) {
    ApplicationLanes<K, T> application = lane.application();
    if (!occupancy.hasRoomInFlight(application, lane.proven())) {
      lane.waitsForTurn = true;
      application.addToTurns(lane);
    } else if (!occupancy.hasRoomInFlight(lane.proven())) {
      turns.add(lane);
    }
    return lane.waitsForTurn;
  }

  /** Has an application's lanes that waited for its other lanes wait for those of all. */
  private void letWaitInLine(ApplicationLanes<K, T> application) {
    for (int i = 0; i < AT_ONCE_OF_AN_APPLICATION; i++) {
      if (!occupancy.hasRoomInFlight(application, true)) {
        return;
      }
      Lane<K, T> lane = application.nextTurn();
      if (lane == null) {
        return;
      }
      turns.add(lane);
    }
  }

  /**
   * Lets lanes go on that waited for others, with one item each. A lane whose turn it is may have
   * nothing in it any more, or may not go on for another reason. Then, as long as its application
   * has nothing under way whose end would have the next go on, it is the next one's turn at once.
   */
  private void takeTurns(long now) {
    for (Lane<K, T> lane = turns.next(); lane != null; lane = turns.next()) {
      if (!step(lane, now)) {
        if (lane.application().standsStill()) {
          letWaitInLine(lane.application());
        }
      } else if (lane.queued() > 0) {
        turns.add(lane);
      }
      settle(lane, now);
    }
  }

  /** Diverts what waits in a lane that is blocked, so that it holds up no partition. */
  private void evict(Lane<K, T> lane, long now, long blocked) {
    for (T item = lane.evict(); item != null; item = lane.evict()) {
      occupancy.letGo(lane, item.bytes());
      exit.divert(item, lane.bookAfterBlock(now, blocked, item.diversions()));
    }
  }

  /** Diverts what has waited for too long. */
  private void evictOverdue(Lane<K, T> lane, long now) {
    while (lane.queued() > 0 && lane.evictsOverdue() && now - lane.overdueFrom() >= 0) {
      T item = Objects.requireNonNull(lane.evict());
      occupancy.letGo(lane, item.bytes());
      exit.divert(item, lane.bookWhileFull(now));
    }
  }

  /** After {@link #evictOverdue}, so that the moment lies ahead. */
  private void wakeForOverdue(Lane<K, T> lane) {
    if (lane.evictsOverdue()) {
      wakeUps.add(lane, lane.overdueFrom());
    }
  }

  private void waitFor(Lane<K, T> lane, long at) {
    lane.waitsForMoment = true;
    wakeUps.add(lane, at);
  }

  /** Sends what departs, also what is added meanwhile, without calling itself. */
  private void depart() {
    if (departuresUnderWay) {
      return;
    }
    departuresUnderWay = true;
    try {
      for (T item = departing.poll(); item != null; item = departing.poll()) {
        exit.send(item);
      }
    } finally {
      departuresUnderWay = false;
    }
  }

  /** Brings up to date what is known about a lane that something happened to. */
  private void settle(Lane<K, T> lane, long now) {
    if (lane.forgotten) {
      return;
    }
    if (lane.full && occupancy.halfEmpty(lane)) {
      lane.full = false;
    }
    figures.count(lane, now);
    figures.inFlight(occupancy.all());
    if (lane.room().held() == 0 && lane.idleAmong == null) {
      IdleLanes<K, T> idle = lane.noteworthy(now) ? noteworthy : ordinary;
      idle.add(lane);
      if (idle.size() > rules.remembered()) {
        forgetOldest(idle);
      }
    }
  }

  private void forgetOldest(IdleLanes<K, T> idle) {
    Lane<K, T> lane = idle.oldest();
    if (lane != null) {
      idle.remove(lane);
      lanes.remove(lane.key());
      figures.forget(lane);
      wakeUps.remove(lane);
      lane.forgotten = true;
      if (lane.application().laneRemoved()) {
        applications.remove(lane.application().key());
        bytes.leave(lane.application().bytes());
      }
    }
  }

  private void leaveIdle(Lane<K, T> lane) {
    IdleLanes<K, T> idle = lane.idleAmong;
    if (idle != null) {
      idle.remove(lane);
    }
  }
}
