package io.hooklane.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollPaceTest {

  @Test
  void waitsAfterAPollThatBroughtLittle() {
    PollPace pace = new PollPace(Duration.ofMillis(50), 10);
    pace.awaitNext(0);

    assertThat(timeOf(pace, 3)).isGreaterThanOrEqualTo(Duration.ofMillis(40));
  }

  @Test
  void doesNotWaitAfterAPollThatBroughtNothingOrPlenty() {
    PollPace pace = new PollPace(Duration.ofMinutes(1), 10);
    pace.awaitNext(0);

    assertThat(timeOf(pace, 0).plus(timeOf(pace, 10))).isLessThan(Duration.ofSeconds(30));
  }

  private static Duration timeOf(PollPace pace, int records) {
    long began = System.nanoTime();
    pace.awaitNext(records);
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
