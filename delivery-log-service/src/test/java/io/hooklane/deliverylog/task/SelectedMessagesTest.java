package io.hooklane.deliverylog.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.id.MessageId;
import io.hooklane.deliverylog.task.SelectedMessages.Selected;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SelectedMessagesTest {

  private static final SplittableRandom RANDOM = new SplittableRandom(7);

  @Property(tries = 200)
  void aPageIsTheLongestBeginningThatFitsAndNeverEmpty(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 50) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 200) int mostBytes) {
    List<Selected> all = sizes.stream().map(SelectedMessagesTest::ofBytes).toList();

    int count = SelectedMessages.fitting(all, mostBytes).size();

    assertThat(SelectedMessages.fitting(all, mostBytes)).isEqualTo(all.subList(0, count));
    assertThat(count == 1 || bytes(sizes, count) <= mostBytes).isTrue();
    assertThat(count == all.size() || bytes(sizes, count + 1) > mostBytes).isTrue();
  }

  private static int bytes(List<Integer> sizes, int count) {
    return IntStream.range(0, count).map(sizes::get).sum();
  }

  private static Selected ofBytes(int bytes) {
    Instant now = Instant.EPOCH.plusSeconds(1_500_000_000);
    return new Selected(MessageId.random(now, RANDOM), now, "a", "application/json", bytes, 0);
  }
}
