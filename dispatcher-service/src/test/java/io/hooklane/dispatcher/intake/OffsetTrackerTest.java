package io.hooklane.dispatcher.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {

  /** Steps between offsets taken: 1 where none is missing. */
  @Property(tries = 500)
  void commitsUpToTheFirstUnfinishedOffset(
      @ForAll @LongRange(max = 1L << 40) long first,
      @ForAll @Size(min = 1, max = 300) List<@IntRange(min = 1, max = 200) Integer> steps,
      @ForAll Random random) {
    OffsetTracker tracker = new OffsetTracker();
    TreeSet<Long> inHand = new TreeSet<>();
    long offset = first;
    for (int step : steps) {
      assertThat(tracker.take(offset)).isTrue();
      inHand.add(offset);
      while (!inHand.isEmpty() && random.nextInt(3) == 0) {
        long one = pick(inHand, random);
        inHand.remove(one);
        tracker.finish(one);
      }
      assertThat(tracker.committable()).isEqualTo(inHand.isEmpty() ? offset + 1 : inHand.first());
      assertThat(tracker.span()).isEqualTo(inHand.isEmpty() ? 0 : offset + 1 - inHand.first());
      offset += step;
    }
    List<Long> rest = new ArrayList<>(inHand);
    Collections.shuffle(rest, random);
    rest.forEach(tracker::finish);
    assertThat(tracker.span()).isZero();
  }

  @Property(tries = 500)
  void whoGoesOnTakesExactlyWhatWasNotFinished(
      @ForAll @LongRange(max = 1L << 40) long first,
      @ForAll @IntRange(min = 1, max = 2_000) int count,
      @ForAll Random random) {
    OffsetTracker before = new OffsetTracker();
    TreeSet<Long> unfinished = new TreeSet<>();
    for (long offset = first; offset < first + count; offset++) {
      before.take(offset);
      unfinished.add(offset);
    }
    for (int i = random.nextInt(count + 1); i > 0; i--) {
      long one = pick(unfinished, random);
      unfinished.remove(one);
      before.finish(one);
    }

    OffsetTracker after = OffsetTracker.resumedAt(before.committable(), before.finishedBeyond());

    TreeSet<Long> takenAgain = new TreeSet<>();
    for (long offset = before.committable(); offset < first + count + 10; offset++) {
      if (after.take(offset)) {
        takenAgain.add(offset);
      }
    }
    for (long offset = first + count; offset < first + count + 10; offset++) {
      unfinished.add(offset);
    }
    assertThat(takenAgain).isEqualTo(unfinished);
    takenAgain.forEach(after::finish);
    assertThat(after.committable()).isEqualTo(first + count + 10);
  }

  @Test
  void whatWasRememberedButIsGoneFromThePartitionHoldsNothingUp() {
    OffsetTracker before = new OffsetTracker();
    for (long offset = 100; offset < 110; offset++) {
      before.take(offset);
    }
    before.finish(105);

    OffsetTracker after = OffsetTracker.resumedAt(100, before.finishedBeyond());
    after.take(200);
    after.finish(200);

    assertThat(after.committable()).isEqualTo(201);
  }

  @Test
  void aGapOfAnySizeNeedsNoRoomWhenNothingIsInHand() {
    OffsetTracker tracker = new OffsetTracker();
    tracker.take(5);
    tracker.finish(5);

    tracker.take(1L << 50);

    assertThat(tracker.committable()).isEqualTo(1L << 50);
  }

  @Test
  void finishingTwiceDoesNoHarm() {
    OffsetTracker tracker = new OffsetTracker();
    tracker.take(5);
    tracker.finish(5);
    tracker.finish(5);

    assertThat(tracker.committable()).isEqualTo(6);
  }

  @Test
  void refusesToFinishWhatWasNotTaken() {
    OffsetTracker tracker = new OffsetTracker();
    tracker.take(5);

    assertThatThrownBy(() -> tracker.finish(6)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatHangsAmongManyThousandsIsAllThatIsRepeated() {
    // Given
    OffsetTracker tracker = new OffsetTracker();
    Set<Long> hanging = Set.of(0L, 1L, 17L, 29_998L, 30_000L, 63_999L);
    takeAndFinish(tracker, 64_000, hanging::contains);

    // When
    String text = tracker.finishedBeyond();

    // Then
    assertThat(text).hasSizeLessThan(1_000);
    assertThat(repeated(OffsetTracker.resumedAt(tracker.committable(), text), 64_000))
        .containsExactlyInAnyOrderElementsOf(hanging);
  }

  @Test
  void ofMoreThanFitsTheMetadataTheFirstAreRemembered() {
    // Given
    Random random = new Random(3);
    OffsetTracker tracker = new OffsetTracker();
    Set<Long> inHand = new HashSet<>(Set.of(0L));
    for (long offset = 1; offset < 200_000; offset++) {
      if (random.nextBoolean()) {
        inHand.add(offset);
      }
    }
    takeAndFinish(tracker, 200_000, inHand::contains);

    // When
    String text = tracker.finishedBeyond();

    // Then
    assertThat(text).hasSizeBetween(1_000, 4_096);
    Set<Long> repeated = repeated(OffsetTracker.resumedAt(tracker.committable(), text), 200_000);
    // By the sets themselves: AssertJ would compare each with each.
    assertThat(repeated.containsAll(inHand)).isTrue();
    repeated.removeAll(inHand);
    assertThat(repeated).isNotEmpty().allMatch(offset -> offset >= 5_000);
  }

  private static void takeAndFinish(OffsetTracker tracker, long count, LongPredicate inHand) {
    for (long offset = 0; offset < count; offset++) {
      tracker.take(offset);
    }
    for (long offset = 0; offset < count; offset++) {
      if (!inHand.test(offset)) {
        tracker.finish(offset);
      }
    }
  }

  private static Set<Long> repeated(OffsetTracker tracker, long count) {
    Set<Long> repeated = new HashSet<>();
    for (long offset = tracker.committable(); offset < count; offset++) {
      if (tracker.take(offset)) {
        repeated.add(offset);
      }
    }
    return repeated;
  }

  @Test
  void metadataOfSomebodyElseSaysNothing() {
    assertThat(OffsetTracker.resumedAt(7, "written by hand!").take(7)).isTrue();
  }

  private static long pick(TreeSet<Long> from, Random random) {
    return new ArrayList<>(from).get(random.nextInt(from.size()));
  }
}
