package io.hooklane.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LanesTest {

  private record Item(int key, int number) {}

  private final List<Item> sent = new ArrayList<>();

  @Property(tries = 300)
  void sendsAllItTookOfEachKeyInOrderAndNeverTooManyAtOnce(
      @ForAll @IntRange(min = 1, max = 8) int perLane,
      @ForAll @IntRange(min = 1, max = 20) int queued,
      @ForAll @IntRange(min = 1, max = 16) int total,
      @ForAll @IntRange(min = 1, max = 12) int keys,
      @ForAll Random random) {
    sent.clear();
    Lanes<Integer, Item> lanes =
        new Lanes<>(new LaneLimits(perLane, queued, total, 1_000), sent::add);
    List<Item> underWay = new ArrayList<>();
    Map<Integer, List<Item>> taken = new HashMap<>();
    int seen = 0;
    for (int number = 0; number < 500; number++) {
      Item item = new Item(random.nextInt(keys), number);
      if (lanes.offer(item.key(), item)) {
        taken.computeIfAbsent(item.key(), key -> new ArrayList<>()).add(item);
      }
      underWay.addAll(sent.subList(seen, sent.size()));
      seen = sent.size();
      assertThat(lanes.inFlight()).isEqualTo(underWay.size()).isLessThanOrEqualTo(total);
      for (int key = 0; key < keys; key++) {
        int of = key;
        assertThat(underWay.stream().filter(one -> one.key() == of).count())
            .isLessThanOrEqualTo(perLane);
      }
      while (!underWay.isEmpty() && random.nextInt(3) == 0) {
        lanes.finished(underWay.remove(random.nextInt(underWay.size())).key());
        underWay.addAll(sent.subList(seen, sent.size()));
        seen = sent.size();
      }
    }
    while (!underWay.isEmpty()) {
      lanes.finished(underWay.removeFirst().key());
      underWay.addAll(sent.subList(seen, sent.size()));
      seen = sent.size();
    }
    Map<Integer, List<Item>> sentByKey = new HashMap<>();
    sent.forEach(item -> sentByKey.computeIfAbsent(item.key(), k -> new ArrayList<>()).add(item));
    assertThat(sentByKey).isEqualTo(taken);
    assertThat(lanes.held()).isZero();
    assertThat(lanes.size()).isZero();
    assertThat(lanes.saturated()).isZero();
  }

  @Test
  void lanesThatDoNotMoveLeaveRoomForThoseThatDo() {
    Lanes<Integer, Item> lanes = new Lanes<>(new LaneLimits(32, 256, 512, 8_192), sent::add);
    for (int number = 0; number < 100_000; number++) {
      int stuck = number % 40;
      lanes.offer(stuck, new Item(stuck, number));
    }

    boolean taken = lanes.offer(99, new Item(99, 0));

    assertThat(taken).isTrue();
    assertThat(sent.getLast().key()).isEqualTo(99);
    assertThat(lanes.saturated()).isEqualTo(lanes.held() - 1);
  }

  @Test
  void whenAllTogetherAreTooManyLanesTakeTurns() {
    Lanes<Integer, Item> lanes = new Lanes<>(new LaneLimits(4, 256, 4, 8_192), sent::add);
    for (int number = 0; number < 300; number++) {
      lanes.offer(number % 3, new Item(number % 3, number));
    }

    for (int i = 0; i < 60; i++) {
      lanes.finished(sent.get(i).key());
    }

    List<Integer> keys = sent.subList(10, 60).stream().map(Item::key).toList();
    assertThat(keys.stream().filter(key -> key == 0).count()).isBetween(14L, 19L);
    assertThat(keys.stream().filter(key -> key == 1).count()).isBetween(14L, 19L);
  }

  @Test
  void anItemThatEndsWhileItIsSentMakesRoomForTheNext() {
    List<Item> ended = new ArrayList<>();
    List<Lanes<Integer, Item>> self = new ArrayList<>();
    Lanes<Integer, Item> lanes =
        new Lanes<>(
            new LaneLimits(1, 100_000, 1, 3_200_000),
            item -> {
              ended.add(item);
              self.getFirst().finished(item.key());
            });
    self.add(lanes);

    for (int number = 0; number < 50_000; number++) {
      lanes.offer(1, new Item(1, number));
    }

    assertThat(ended).hasSize(50_000);
    assertThat(lanes.size()).isZero();
  }

  @Test
  void whatIsTakenOutOfTheQueueIsNotSent() {
    Lanes<Integer, Item> lanes = new Lanes<>(new LaneLimits(1, 256, 512, 8_192), sent::add);
    for (int number = 0; number < 10; number++) {
      lanes.offer(1, new Item(1, number));
    }
    List<Item> removed = new ArrayList<>();

    lanes.removeQueued(item -> item.number() % 2 == 1, removed::add);

    for (int i = 0; i < 5; i++) {
      lanes.finished(1);
    }
    assertThat(removed).extracting(Item::number).containsExactly(1, 3, 5, 7, 9);
    assertThat(sent).extracting(Item::number).containsExactly(0, 2, 4, 6, 8);
    assertThat(lanes.size()).isZero();
  }
}
