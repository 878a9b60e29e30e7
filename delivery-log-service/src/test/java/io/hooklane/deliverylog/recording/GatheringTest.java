package io.hooklane.deliverylog.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GatheringTest {

  private static final TopicPartition PARTITION = new TopicPartition("hooklane.messages", 0);
  private static final TopicPartition OTHER = new TopicPartition("hooklane.attempts", 3);

  /** As far apart as records may be out of order. */
  private static final long MOMENT = Gathering.DISORDER.toMillis();

  private static final Duration BOUND = Duration.ofSeconds(1);
  private static final long LATER = Duration.ofMillis(100).toNanos();

  private final Gathering gathering = new Gathering(new Settings(10));

  @Test
  void waitsForNothingWhileThereIsNothing() {
    assertThat(gathering.untilDue(LATER, BOUND)).isEqualTo(BOUND);
  }

  @Test
  void isDueWhenTheFirstRecordWaitedLongEnough() {
    add(PARTITION, 0, 1);
    add(gathering, PARTITION, 1, 1, LATER);

    assertThat(gathering.untilDue(LATER, BOUND)).isEqualTo(Duration.ofMillis(50));
    assertThat(gathering.untilDue(LATER + LATER, BOUND)).isNegative();
  }

  @Test
  void isDueWhenThereAreEnough() {
    add(PARTITION, 0, 10);

    assertThat(gathering.untilDue(0, BOUND)).isZero();
  }

  @Test
  void takesOffsetsThatHoldNoRecord() {
    gathering.reached(PARTITION, 17, 0);

    assertThat(gathering.untilDue(LATER + LATER, BOUND)).isNegative();
    Gathered taken = gathering.take(Set.of(), LATER);
    assertThat(taken.records()).isEmpty();
    assertThat(taken.nextOffsets()).containsExactly(Map.entry(PARTITION, 17L));
    assertThat(gathering.take(Set.of(), LATER).isEmpty()).isTrue();
  }

  @Test
  void takesEverythingWhenNothingIsUnread() {
    add(PARTITION, 0, 5);
    add(OTHER, 100, 3);

    Gathered taken = gathering.take(Set.of(), LATER);

    assertThat(taken.records()).hasSize(8);
    assertThat(taken.nextOffsets()).containsOnly(Map.entry(PARTITION, 5L), Map.entry(OTHER, 103L));
    assertThat(gathering.size()).isZero();
    assertThat(gathering.untilDue(LATER, BOUND)).isEqualTo(BOUND);
  }

  @Test
  void takesNoFurtherThanWhatIsReadOfAllUnreadPartitions() {
    add(PARTITION, 0, 9);
    add(OTHER, 0, 4);

    assertThat(gathering.countDue(Set.of(PARTITION, OTHER), LATER)).isEqualTo(6);
    Gathered taken = gathering.take(Set.of(PARTITION, OTHER), LATER);

    assertThat(taken.nextOffsets()).containsOnly(Map.entry(PARTITION, 3L), Map.entry(OTHER, 3L));
    assertThat(taken.records()).hasSize(6).allMatch(entry -> entry.offset() <= 2);
    assertThat(gathering.size()).isEqualTo(7);
    assertThat(gathering.untilDue(LATER, BOUND)).isEqualTo(Duration.ofMillis(150));
  }

  @Test
  void waitsAMomentForAPartitionThatBroughtNothing() {
    add(PARTITION, 0, 10);

    assertThat(gathering.take(Set.of(OTHER), LATER).isEmpty()).isTrue();
    assertThat(gathering.untilDue(LATER, BOUND)).isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void waitsNoLongerThanItsBound() {
    add(PARTITION, 0, 10);
    long over = LATER + Gathering.LONGEST_HELD.toNanos();

    assertThat(gathering.take(Set.of(OTHER), LATER).isEmpty()).isTrue();
    assertThat(gathering.take(Set.of(OTHER), over - 1).isEmpty()).isTrue();
    assertThat(gathering.take(Set.of(OTHER), over).records()).hasSize(10);
  }

  /** However long a batch before took to be written. */
  @Test
  void countsOnlyWhatItWaitedInVain() {
    add(PARTITION, 0, 9);
    add(OTHER, 0, 4);
    gathering.take(Set.of(PARTITION, OTHER), LATER);
    long later = LATER + 2 * Gathering.LONGEST_HELD.toNanos();

    assertThat(gathering.take(Set.of(PARTITION, OTHER), later).isEmpty()).isTrue();
    add(OTHER, 4, 2);
    assertThat(gathering.take(Set.of(PARTITION, OTHER), later).records()).isNotEmpty();
    assertThat(gathering.take(Set.of(PARTITION, OTHER), later + LATER).isEmpty()).isTrue();
  }

  @Test
  void takesWhatBecomesTooMuch() {
    add(PARTITION, 0, 49);
    assertThat(gathering.take(Set.of(OTHER), LATER).isEmpty()).isTrue();

    add(PARTITION, 49, 1);
    assertThat(gathering.take(Set.of(OTHER), LATER).records()).hasSize(50);
  }

  @Test
  void knowsWhatIsAhead() {
    add(PARTITION, 0, 10);
    add(OTHER, 0, 2);

    assertThat(gathering.ahead(Set.of(PARTITION, OTHER))).containsExactly(PARTITION);
    assertThat(gathering.ahead(Set.of(PARTITION))).isEmpty();

    gathering.take(Set.of(PARTITION, OTHER), LATER);
    assertThat(gathering.ahead(Set.of(PARTITION, OTHER))).isEmpty();
  }

  @Test
  void isFullBeforeItTakesWhatItShouldHold() {
    add(PARTITION, 0, 19);
    assertThat(gathering.isFull()).isFalse();

    add(PARTITION, 19, 1);
    assertThat(gathering.isFull()).isTrue();
    assertThat(gathering.take(Set.of(OTHER), LATER).isEmpty()).isTrue();
  }

  @Test
  void forgetsPartitionsOfOthers() {
    add(PARTITION, 0, 5);
    add(OTHER, 0, 3);
    gathering.drop(Set.of(PARTITION));

    assertThat(gathering.size()).isEqualTo(3);
    assertThat(gathering.take(Set.of(), LATER).nextOffsets()).containsOnlyKeys(OTHER);
  }

  @Test
  void takesWhatIsDueFromBehindWhatIsNot() {
    gathering.add(List.of(read(0, 5), read(1, 2), read(2, 9), read(3, 3)), 0);
    gathering.reached(PARTITION, 4, 0);
    add(OTHER, 0, 5);

    Gathered first = gathering.take(Set.of(OTHER), LATER);
    Gathered second = gathering.take(Set.of(), LATER);

    assertThat(first.records())
        .filteredOn(entry -> entry.partition().equals(PARTITION))
        .extracting(ReadRecord::offset)
        .containsExactly(1L, 3L);
    assertThat(first.nextOffsets().get(PARTITION)).isEqualTo(0);
    assertThat(second.records())
        .filteredOn(entry -> entry.partition().equals(PARTITION))
        .extracting(ReadRecord::offset)
        .containsExactly(0L, 2L);
    assertThat(second.nextOffsets()).containsEntry(PARTITION, 4L);
  }

  @Test
  void handsOutWhatMovesNoOffset() {
    gathering.add(List.of(read(0, 5), read(1, 1)), 0);
    gathering.reached(PARTITION, 2, 0);
    add(OTHER, 0, 4);
    gathering.take(Set.of(OTHER), LATER);
    gathering.add(List.of(read(2, 2)), LATER);
    gathering.reached(PARTITION, 3, LATER);

    Gathered taken = gathering.take(Set.of(OTHER), LATER + LATER);

    assertThat(taken.records()).extracting(ReadRecord::offset).containsExactly(2L);
    assertThat(taken.nextOffsets()).isEmpty();
    assertThat(taken.isEmpty()).isFalse();
  }

  @Test
  void letsDeliveriesWaitForReportsWhileThereIsMuch() {
    gathering.add(deliveries(0, 4), 0);
    gathering.reached(PARTITION, 4, 0);
    gathering.add(List.of(report(0, 2)), 0);
    gathering.reached(OTHER, 1, 0);

    Gathered taken = gathering.take(Set.of(), LATER);

    assertThat(taken.records()).extracting(ReadRecord::offset).containsExactlyInAnyOrder(2L, 0L);
    assertThat(taken.nextOffsets()).containsOnly(Map.entry(PARTITION, 0L), Map.entry(OTHER, 1L));
    assertThat(gathering.size()).isEqualTo(3);
    assertThat(gathering.countDue(Set.of(), LATER)).isZero();
  }

  @Test
  void letsDeliveriesWaitForReportsNoLongerThanItsBound() {
    gathering.add(deliveries(0, 4), 0);
    gathering.add(List.of(report(0, 2)), 0);
    gathering.take(Set.of(), LATER);
    gathering.add(deliveries(4, 4), LATER);
    long over = Gathering.LONGEST_UNREPORTED.toNanos();

    assertThat(gathering.take(Set.of(), over - 1).isEmpty()).isTrue();
    assertThat(gathering.take(Set.of(), over).records()).hasSize(7);
  }

  @Test
  void letsNoDeliveryWaitWhileThereIsLittle() {
    Gathering some = new Gathering(new Settings(100));
    some.add(deliveries(0, 9), 0);

    assertThat(some.take(Set.of(), LATER).records()).hasSize(9);
  }

  /** Whatever comes in which order: nothing is handed out twice or never, or skipped by offsets. */
  @Property
  void handsOutEachRecordOnce(
      @ForAll @Size(max = 60) List<@IntRange(max = 11) Integer> steps, @ForAll Random times) {
    Gathering some = new Gathering(new Settings(10));
    Map<TopicPartition, Integer> added = new HashMap<>();
    Map<TopicPartition, List<Long>> taken = new HashMap<>();
    long now = 0;
    for (int step : steps) {
      now += LATER;
      TopicPartition partition = step % 2 == 0 ? PARTITION : OTHER;
      if (step < 8) {
        int from = added.getOrDefault(partition, 0);
        some.add(
            IntStream.range(from, from + step)
                .mapToObj(offset -> anyRecord(partition, offset, times))
                .toList(),
            now);
        some.reached(partition, from + step, now);
        added.put(partition, from + step);
      } else {
        keep(taken, some.take(step < 10 ? Set.of(partition) : Set.of(PARTITION, OTHER), now));
      }
    }
    keep(taken, some.take(Set.of(), now + Gathering.LONGEST_UNREPORTED.toNanos()));

    assertThat(some.size()).isZero();
    added.forEach(
        (partition, count) ->
            assertThat(taken.getOrDefault(partition, List.of()))
                .containsExactlyInAnyOrderElementsOf(LongStream.range(0, count).boxed().toList()));
  }

  private static ReadRecord anyRecord(TopicPartition partition, long offset, Random random) {
    Long delivery = delivery(random.nextInt(20));
    return switch (random.nextInt(3)) {
      case 0 -> read(partition, offset, random.nextInt(20), delivery, null);
      case 1 -> read(partition, offset, random.nextInt(20), null, delivery);
      default -> read(partition, offset, random.nextInt(20));
    };
  }

  private static void keep(Map<TopicPartition, List<Long>> taken, Gathered gathered) {
    for (ReadRecord entry : gathered.records()) {
      taken.computeIfAbsent(entry.partition(), none -> new ArrayList<>()).add(entry.offset());
    }
    gathered
        .nextOffsets()
        .forEach(
            (partition, next) ->
                assertThat(taken.getOrDefault(partition, List.of()))
                    .containsAll(LongStream.range(0, next).boxed().toList()));
  }

  private static ReadRecord read(long offset, long moment) {
    return read(PARTITION, offset, moment);
  }

  private static ReadRecord read(TopicPartition partition, long offset, long moment) {
    return read(partition, offset, moment, null, null);
  }

  private static ReadRecord read(
      TopicPartition partition,
      long offset,
      long moment,
      @Nullable Long begins,
      @Nullable Long reports) {
    return new ReadRecord(partition, offset, 0, moment * MOMENT, begins, reports, 1, batch -> {});
  }

  private static Long delivery(long number) {
    return number;
  }

  private static List<ReadRecord> deliveries(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(number -> read(PARTITION, number, 0, delivery(number), null))
        .toList();
  }

  private static ReadRecord report(long offset, int number) {
    return read(OTHER, offset, 0, null, delivery(number));
  }

  private void add(TopicPartition partition, int from, int count) {
    add(gathering, partition, from, count, 0);
  }

  /** One each moment, counted from the partition's beginning. */
  private static void add(
      Gathering gathering, TopicPartition partition, int from, int count, long now) {
    gathering.add(
        IntStream.range(from, from + count)
            .mapToObj(offset -> read(partition, offset, offset))
            .toList(),
        now);
    gathering.reached(partition, from + count, now);
  }

  private record Settings(int maxRecords) implements RecordingConfig {

    @Override
    public int writers() {
      return 1;
    }

    @Override
    public long maxBytes() {
      return 1_000;
    }

    @Override
    public Duration linger() {
      return Duration.ofMillis(150);
    }

    @Override
    public Duration firstBackoff() {
      return Duration.ofMillis(10);
    }

    @Override
    public Duration longestBackoff() {
      return Duration.ofMillis(100);
    }

    @Override
    public Duration answerWait() {
      return Duration.ofSeconds(2);
    }
  }
}
