package io.hooklane.dispatcher.lane;

import static io.hooklane.dispatcher.lane.OutsideOfLanes.MS;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.SECOND;
import static io.hooklane.dispatcher.lane.OutsideOfLanes.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.dispatcher.lane.OutsideOfLanes.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An endpoint with a rate is sent so many per second, also of what was put off. */
class LanesRateLimitTest {

  private final OutsideOfLanes outside = new OutsideOfLanes();

  @Test
  void aRateIsMetWithWhatIsPutOffAndComesBackLate() {
    outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 1_000_000), 100));
    outside.rates.put(1, 200);
    Random random = new Random(42);
    List<Item> away = new ArrayList<>();
    for (int number = 0; number < 5_000; number++) {
      outside.offer(new Item(1, 0, number, 1), away);
    }
    int[] perSecond = new int[26];
    int seen = 0;
    while (outside.now < 25 * SECOND) {
      outside.passes(MS);
      for (int i = away.size() - 1; i >= 0; i--) {
        Item item = away.get(i);
        if (item.comesBackAt + random.nextLong(300 * MS) < outside.now) {
          away.remove(i);
          item.diversions++;
          outside.offer(item, away);
        }
      }
      while (outside.underWay.size() > 2) {
        outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
      }
      for (Item item : outside.sent.subList(seen, outside.sent.size())) {
        perSecond[(int) (item.sentAt / SECOND)]++;
      }
      seen = outside.sent.size();
    }
    for (int from = 0; from <= 14; from++) {
      int inTenSeconds = 0;
      for (int second = from; second < from + 10; second++) {
        inTenSeconds += perSecond[second];
      }
      assertThat(inTenSeconds).isBetween(1_960, 2_040);
    }
  }

  /** Two hundred seconds' worth comes at once, and nothing may rest for more than thirty. */
  @Test
  void aRateIsMetThoughNothingRestsForLongAndRaisedItHoldsForAllThatIsAway() {
    // Given
    outside.lanes(withLongestRest(Duration.ofSeconds(30)));
    outside.rates.put(1, 20);
    Random random = new Random(42);
    Queue<Item> away = new PriorityQueue<>(Comparator.comparingLong(item -> item.comesBackAt));
    for (int number = 0; number < 4_000; number++) {
      offerOrPutOff(new Item(1, 0, number, 1), away, random);
    }
    int[] perSecond = new int[101];

    // When
    while (outside.now < 100 * SECOND) {
      int before = outside.sent.size();
      aMillisecondPasses(away, random);
      perSecond[(int) (outside.now / SECOND)] += outside.sent.size() - before;
    }
    outside.rates.put(1, 500);
    while (outside.now < 136 * SECOND) {
      aMillisecondPasses(away, random);
    }

    // Then
    for (int from = 0; from <= 90; from++) {
      assertThat(IntStream.of(perSecond).skip(from).limit(10).sum())
          .as("in ten seconds from %d on", from)
          .isBetween(196, 204);
    }
    assertThat(away).isEmpty();
    assertThat(outside.sent).hasSize(4_000);
  }

  private void aMillisecondPasses(Queue<Item> away, Random random) {
    outside.passes(MS);
    while (!away.isEmpty() && away.element().comesBackAt < outside.now) {
      Item item = away.remove();
      item.diversions++;
      offerOrPutOff(item, away, random);
    }
    while (outside.underWay.size() > 2) {
      outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    }
  }

  private void offerOrPutOff(Item item, Queue<Item> away, Random random) {
    List<Item> putOff = new ArrayList<>();
    outside.offer(item, putOff);
    if (!putOff.isEmpty()) {
      assertThat(item.comesBackAt - outside.now).isLessThan(31 * SECOND);
      item.comesBackAt += random.nextLong(300 * MS);
      away.add(item);
    }
  }

  private static LaneRules withLongestRest(Duration longestRest) {
    LaneRules rules = rules(new LaneLimits(32, 256, 512, 8_192, 1_000_000), 100);
    return new LaneRules(
        rules.limits(),
        rules.firstInFlight(),
        rules.failures(),
        rules.open(),
        rules.throttled(),
        longestRest,
        rules.quick(),
        rules.remembered());
  }

  @Test
  void aRateIsMetWhileABusyMachineMakesAnswersSlow() {
    outside.lanes(rules(new LaneLimits(128, 256, 512, 8_192, 50_000_000), 100));
    outside.rates.put(1, 400);
    Random random = new Random(42);
    List<Item> away = new ArrayList<>();
    for (int number = 0; number < 5_000; number++) {
      outside.offer(new Item(1, 0, number, 1), away);
    }
    int[] perSecond = new int[11];
    int seen = 0;
    while (outside.now < 10 * SECOND) {
      outside.passes(MS);
      long took = outside.now / (SECOND / 2) % 2 == 0 ? 200 * MS : random.nextLong(10 * MS);
      while (!outside.underWay.isEmpty()
          && outside.now - outside.underWay.getFirst().sentAt >= took) {
        outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
      }
      for (int i = away.size() - 1; i >= 0; i--) {
        Item item = away.get(i);
        if (item.comesBackAt <= outside.now) {
          away.remove(i);
          item.diversions++;
          outside.offer(item, away);
        }
      }
      for (Item item : outside.sent.subList(seen, outside.sent.size())) {
        perSecond[(int) (item.sentAt / SECOND)]++;
      }
      seen = outside.sent.size();
    }
    assertThat(IntStream.of(perSecond).limit(10).sum()).isBetween(3_920, 4_080);
    // In the first, nothing is known of the endpoint until it answers.
    for (int second = 1; second < 10; second++) {
      assertThat(perSecond[second]).as("in second %d", second).isBetween(392, 408);
    }
  }

  @Test
  void aRateThatIsRaisedHoldsForWhatAlreadyWaits() {
    outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 1_000_000), 100));
    outside.rates.put(1, 2);
    outside.offer(3, 1);
    assertThat(outside.sent).hasSize(1);

    outside.rates.put(1, 0);
    outside.passes(SECOND / 2);

    assertThat(outside.sent).hasSize(3);
  }

  @Test
  void whatARateHoldsBackIsDivertedOnlyBehindAttemptsThatHang() {
    Lanes<Integer, Item> lanes =
        outside.lanes(rules(new LaneLimits(2, 256, 512, 8_192, 50_000_000), 100));
    outside.rates.put(1, 10);
    outside.offer(5, 1);

    outside.passes(3 * SECOND);
    outside.finish(outside.underWay.getFirst(), Ending.Plain.SUCCEEDED);
    outside.passes(3 * SECOND);
    assertThat(outside.divertedUntil).isEmpty();
    outside.passes(2 * SECOND);

    assertThat(outside.underWay).hasSize(2);
    assertThat(outside.divertedUntil).hasSize(2);
    assertThat(lanes.untilNextWakeUp(outside.now)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aRateIsNotSpentOnWhatWasNotSent() {
    outside.lanes(rules(new LaneLimits(32, 256, 512, 8_192, 50_000_000), 100));
    outside.rates.put(1, 1);
    outside.offer(2, 1);
    assertThat(outside.sent).hasSize(1);

    outside.finish(outside.underWay.getFirst(), Ending.Plain.NOT_MADE);

    assertThat(outside.sent).hasSize(2);
  }
}
