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

class OrderedLanesTest {

  private static final class Numbered implements OrderedLanes.Item {
    final int key;
    final int number;
    final int[] blocks;

    Numbered(int key, int number, int[] blocks) {
      this.key = key;
      this.number = number;
      this.blocks = blocks;
    }

    @Override
    public void blockSource() {
      blocks[key]++;
    }

    @Override
    public void unblockSource() {
      blocks[key]--;
    }
  }

  private final List<Numbered> sent = new ArrayList<>();

  @Property(tries = 300)
  void eachKeysItemsLeaveInOrderOneAtATimeHoweverOftenTheyArePutOff(
      @ForAll @IntRange(min = 1, max = 10) int queued,
      @ForAll @IntRange(min = 1, max = 8) int total,
      @ForAll @IntRange(min = 1, max = 10) int keys,
      @ForAll Random random) {
    // Given
    sent.clear();
    int[] blocks = new int[keys];
    OrderedLanes<Integer, Numbered> lanes = new OrderedLanes<>(queued, total, sent::add);
    Map<Integer, List<Integer>> left = new HashMap<>();
    Map<Integer, List<Integer>> added = new HashMap<>();
    List<Numbered> underWay = new ArrayList<>();
    List<Numbered> putOff = new ArrayList<>();
    int seen = 0;

    // When
    for (int step = 0; step < 600 || lanes.held() > 0; step++) {
      int choice = random.nextInt(4);
      if (choice == 0 && step < 600) {
        Numbered item = new Numbered(random.nextInt(keys), step, blocks);
        added.computeIfAbsent(item.key, key -> new ArrayList<>()).add(step);
        lanes.add(item.key, item);
      } else if (choice == 1 && !underWay.isEmpty()) {
        Numbered item = underWay.remove(random.nextInt(underWay.size()));
        left.computeIfAbsent(item.key, key -> new ArrayList<>()).add(item.number);
        lanes.left(item.key);
      } else if (choice == 2 && !underWay.isEmpty()) {
        Numbered item = underWay.remove(random.nextInt(underWay.size()));
        putOff.add(item);
        lanes.putOff(item.key);
      } else if (choice == 3 && !putOff.isEmpty()) {
        Numbered item = putOff.remove(random.nextInt(putOff.size()));
        lanes.resume(item.key, item);
      }
      underWay.addAll(sent.subList(seen, sent.size()));
      seen = sent.size();

      // Then
      assertThat(lanes.inFlight()).isEqualTo(underWay.size()).isLessThanOrEqualTo(total);
      assertThat(underWay.stream().map(item -> item.key)).doesNotHaveDuplicates();
      for (int key = 0; key < keys; key++) {
        int held =
            added.getOrDefault(key, List.of()).size() - left.getOrDefault(key, List.of()).size();
        assertThat(blocks[key]).isBetween(0, 1);
        assertThat(blocks[key] == 1 || held < queued).isTrue();
        assertThat(blocks[key] == 0 || held > queued / 2).isTrue();
      }
    }
    assertThat(left).isEqualTo(added);
    assertThat(lanes.size()).isZero();
    assertThat(blocks).containsOnly(0);
  }

  @Property(tries = 300)
  void whatIsRemovedLeavesTheOthersInOrder(
      @ForAll @IntRange(min = 1, max = 6) int total, @ForAll Random random) {
    // Given
    sent.clear();
    int[] blocks = new int[5];
    OrderedLanes<Integer, Numbered> lanes = new OrderedLanes<>(4, total, sent::add);
    for (int number = 0; number < 60; number++) {
      Numbered item = new Numbered(random.nextInt(5), number, blocks);
      lanes.add(item.key, item);
    }
    Numbered first = sent.getFirst();
    lanes.putOff(first.key);
    List<Numbered> removed = new ArrayList<>();

    // When
    lanes.removeWaiting(item -> item.key % 2 == first.key % 2, removed::add);

    // Then
    assertThat(removed).contains(first);
    lanes.resume(first.key, first);
    int seen = 1;
    while (seen < sent.size()) {
      lanes.left(sent.get(seen++).key);
    }
    assertThat(sent.size() - 1 + removed.size()).isEqualTo(60);
    Map<Integer, Integer> last = new HashMap<>();
    for (Numbered item : sent.subList(1, sent.size())) {
      assertThat(item.number).isGreaterThan(last.getOrDefault(item.key, -1));
      last.put(item.key, item.number);
    }
    assertThat(lanes.held()).isZero();
    assertThat(blocks).containsOnly(0);
  }

  @Test
  void aLaneThatWaitsHoldsUpNoOther() {
    int[] blocks = new int[2];
    OrderedLanes<Integer, Numbered> lanes = new OrderedLanes<>(4, 1, sent::add);
    lanes.add(0, new Numbered(0, 0, blocks));
    lanes.add(0, new Numbered(0, 1, blocks));
    lanes.add(1, new Numbered(1, 2, blocks));

    lanes.putOff(0);

    assertThat(sent).extracting(item -> item.number).containsExactly(0, 2);
  }
}
