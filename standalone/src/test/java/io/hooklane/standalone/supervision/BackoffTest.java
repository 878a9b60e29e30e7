package io.hooklane.standalone.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(60));

  @Test
  void doublesUpToTheLongest() {
    assertThat(IntStream.range(0, 5).mapToObj(backoff::wait))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 5L, 5L);
  }

  @Test
  void neverOverflows() {
    assertThat(backoff.wait(Integer.MAX_VALUE)).hasSeconds(5);
  }

  @Test
  void beginsAnewAfterAStableRun() {
    assertThat(backoff.isStable(Duration.ofSeconds(59))).isFalse();
    assertThat(backoff.isStable(Duration.ofSeconds(60))).isTrue();
  }

  @Test
  void refusesALongestThatIsShorterThanTheFirst() {
    assertThatThrownBy(
            () -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
