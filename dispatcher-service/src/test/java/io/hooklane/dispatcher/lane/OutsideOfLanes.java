package io.hooklane.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Time, and what lies on the other side of lanes: what they are told, and what left them. */
final class OutsideOfLanes implements Lanes.Exit<OutsideOfLanes.Item>, Lanes.Settings<Integer> {

  static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  static final long SECOND = 1_000 * MS;

  final Map<Integer, Integer> rates = new HashMap<>();
  final List<Item> taken = new ArrayList<>();
  final List<Item> sent = new ArrayList<>();
  final List<Item> underWay = new ArrayList<>();
  final List<Item> removed = new ArrayList<>();
  final Map<Item, Long> divertedUntil = new LinkedHashMap<>();
  String destination = "there";
  boolean endsAtOnce;
  BiConsumer<Item, Admission.Diverted> diverts =
      (item, diverted) -> divertedUntil.put(item, this.now + diverted.waitNanos());
  long now;
  private @Nullable Lanes<Integer, Item> lanes;
  private int numbers;

  Lanes<Integer, Item> lanes(LaneRules rules) {
    return lanes(rules, new BytesHeld());
  }

  Lanes<Integer, Item> lanes(LaneRules rules, BytesHeld bytes) {
    lanes = new Lanes<>(rules, bytes, this, this);
    return lanes;
  }

  private Lanes<Integer, Item> lanes() {
    return Objects.requireNonNull(lanes);
  }

  Admission offer(Item item) {
    Admission admission = lanes().offer(item, now);
    if (admission instanceof Admission.Taken) {
      taken.add(item);
    }
    return admission;
  }

  Admission.Diverted refusal(int key) {
    return refusal(key, 0);
  }

  Admission.Diverted refusal(int key, int diversions) {
    Item item = new Item(key, 1, numbers++, 1);
    item.diversions = diversions;
    Admission admission = offer(item);
    assertThat(admission).isInstanceOf(Admission.Diverted.class);
    return (Admission.Diverted) admission;
  }

  void offer(int count, int key) {
    for (int i = 0; i < count; i++) {
      offer(new Item(key, 1, numbers++, 1));
    }
  }

  void offer(Item item, List<Item> away) {
    if (lanes().offer(item, now) instanceof Admission.Diverted diverted) {
      item.comesBackAt = now + diverted.waitNanos();
      away.add(item);
    }
  }

  void finish(Item item, Ending ending) {
    underWay.remove(item);
    lanes().finished(item, ending, now);
  }

  long underWay(int key) {
    return underWay.stream().filter(item -> item.key == key).count();
  }

  /** Time goes by, with a timer that is never late. */
  void passes(long nanos) {
    long until = now + nanos;
    long next = lanes().untilNextWakeUp(now);
    while (next <= until - now) {
      now += next;
      lanes().wakeUp(now);
      next = lanes().untilNextWakeUp(now);
    }
    now = until;
  }

  void letEverythingEnd() {
    for (int i = 0; i < 100_000 && lanes().room().held() > 0; i++) {
      if (underWay.isEmpty()) {
        long next = lanes().untilNextWakeUp(now);
        assertThat(next).as("until what waits is looked at again").isLessThan(Long.MAX_VALUE);
        passes(next);
      } else {
        finish(underWay.getFirst(), Ending.Plain.SUCCEEDED);
      }
    }
  }

  void assertThatEachLeftOnceAndInOrder() {
    Set<Item> gone = new HashSet<>(removed);
    gone.addAll(divertedUntil.keySet());
    assertThat(gone.size() + sent.size()).isEqualTo(taken.size());
    Map<Integer, List<Item>> expected = new HashMap<>();
    taken.stream()
        .filter(item -> !gone.contains(item))
        .forEach(item -> expected.computeIfAbsent(item.key, k -> new ArrayList<>()).add(item));
    Map<Integer, List<Item>> inFact = new HashMap<>();
    sent.forEach(item -> inFact.computeIfAbsent(item.key, k -> new ArrayList<>()).add(item));
    assertThat(inFact).isEqualTo(expected);
  }

  @Override
  public int perSecond(Integer key) {
    return rates.getOrDefault(key, 0);
  }

  @Override
  public Object destination(Integer key) {
    return destination;
  }

  @Override
  public void send(Item item) {
    sent.add(item);
    if (endsAtOnce) {
      lanes().finished(item, Ending.Plain.SUCCEEDED, now);
    } else {
      underWay.add(item);
    }
  }

  @Override
  public void divert(Item item, Admission.Diverted diverted) {
    diverts.accept(item, diverted);
  }

  /** An answer within two seconds is quick, and pauses are 1 to 30 seconds long. */
  static LaneRules rules(LaneLimits limits, int remembered) {
    BackOff pauses = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    return new LaneRules(
        limits,
        Math.min(16, limits.inFlight()),
        50,
        pauses,
        pauses,
        Duration.ofHours(1),
        Duration.ofSeconds(2),
        remembered);
  }

  /** Something with a number that a test knows it by. */
  static final class Item implements Lanes.Item<Integer> {
    final int key;
    final int application;
    final int number;
    final long bytes;
    int diversions;
    long sentAt;
    long comesBackAt;

    Item(int key, int application, int number, long bytes) {
      this.key = key;
      this.application = application;
      this.number = number;
      this.bytes = bytes;
    }

    @Override
    public Integer key() {
      return key;
    }

    @Override
    public Object application() {
      return application;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public int diversions() {
      return diversions;
    }

    @Override
    public void isThereSince(long nanos) {
      sentAt = nanos;
    }

    @Override
    public long since() {
      return sentAt;
    }
  }
}
