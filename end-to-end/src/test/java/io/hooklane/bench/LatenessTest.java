package io.hooklane.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.bench.receiver.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenessTest {

  private static final long SECOND = 1_000_000;

  @Test
  void isCountedFromTheFirstAttempt() {
    Lateness lateness =
        Lateness.ofSecondAttempts(
            List.of(
                at(0, 1, 10 * SECOND, 500),
                at(0, 2, 11 * SECOND, 500),
                at(0, 1, 15 * SECOND + 7_000, 204),
                at(0, 2, 16 * SECOND + 9_000, 204)),
            5 * SECOND);

    assertThat(lateness.count()).isEqualTo(2);
    assertThat(lateness.ms(100)).isBetween(9.0, 9.1);
    assertThat(lateness.early()).isZero();
  }

  @Test
  void knowsWhatCameTooEarlyAndWhatNeverCame() {
    Lateness lateness =
        Lateness.ofSecondAttempts(
            List.of(
                at(0, 1, 10 * SECOND, 500), at(0, 1, 14 * SECOND, 204), at(0, 2, 10 * SECOND, 500)),
            5 * SECOND);

    assertThat(lateness.early()).isEqualTo(1);
    assertThat(lateness.missing()).isEqualTo(1);
  }

  @Test
  void aRestIsBrokenByWhateverComesInIt() {
    List<Arrival> kept = List.of(at(0, 1, 0, 503), at(0, 2, 3 * SECOND, 204));
    List<Arrival> broken = List.of(at(0, 1, 0, 503), at(0, 2, 2 * SECOND, 204));
    List<Arrival> ofOthers = List.of(at(0, 1, 0, 503), at(1, 2, 2 * SECOND, 204));

    assertThat(RetryAfter.duringRest(kept)).isEmpty();
    assertThat(RetryAfter.duringRest(broken)).containsExactly(2 * SECOND);
    assertThat(RetryAfter.duringRest(ofOthers)).isEmpty();
  }

  @Test
  void aRateIsOffByWhatItsWorstWindowIs() {
    List<Arrival> even =
        IntStream.range(0, 250).mapToObj(i -> at(0, i, i * SECOND / 10, 204)).toList();
    List<Arrival> burst = new ArrayList<>(even);
    IntStream.range(0, 11).forEach(i -> burst.add(at(0, 300 + i, 5 * SECOND, 204)));

    assertThat(RateLimit.mostOff(10, even)).isZero();
    assertThat(RateLimit.mostOff(10, burst)).isEqualTo(0.1);
    assertThat(RateLimit.mostOff(10, List.of())).isGreaterThan(0.9);
  }

  private static Arrival at(int endpoint, long sequence, long micros, int status) {
    return new Arrival(endpoint, sequence, micros, status);
  }
}
