package io.hooklane.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.sending.AttemptOutcome;
import io.hooklane.dispatcher.sending.Response;
import io.hooklane.dispatcher.sending.Wish;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndingTest {

  private static final byte[] NOTHING = {};
  private static final Duration FIVE = Duration.ofSeconds(5);

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void whoHasTooMuchToDoIsThrottled(int status) {
    assertThat(Ending.of(refused(status, Wish.NONE))).isEqualTo(new Ending.Throttled(FIVE));
  }

  @Test
  void goneAndAbortedSayNothingAboutTheEndpoint() {
    assertThat(Ending.of(refused(410, Wish.NONE))).isEqualTo(Ending.Plain.TOLD_NOTHING);
    assertThat(Ending.of(refused(500, Wish.ABORT_MESSAGE))).isEqualTo(Ending.Plain.TOLD_NOTHING);
    assertThat(Ending.of(refused(500, Wish.NONE))).isEqualTo(Ending.Plain.FAILED);
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void onlyATimeoutSaysThatTooManyAreUnderWay(Failure failure) {
    assertThat(Ending.of(new AttemptOutcome.Failed(failure, "")))
        .isEqualTo(failure == Failure.TIMEOUT ? Ending.Plain.TIMED_OUT : Ending.Plain.FAILED);
  }

  private static AttemptOutcome refused(int status, Wish wish) {
    return new AttemptOutcome.Refused(new Response(status, "", NOTHING, FIVE, wish));
  }
}
