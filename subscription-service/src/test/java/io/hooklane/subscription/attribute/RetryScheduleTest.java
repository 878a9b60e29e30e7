package io.hooklane.subscription.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {

  @ParameterizedTest
  @CsvSource({"every-5-minutes,24", "one-day,24", "three-days,72"})
  void presetsTakeAsLongAsTheySay(String name, int hours) {
    Duration whole =
        RetryPreset.named(name).delays().stream().reduce(Duration.ZERO, Duration::plus);

    assertThat(whole).isEqualTo(Duration.ofHours(hours));
  }

  @ParameterizedTest
  @EnumSource(RetryPreset.class)
  void presetsNeverShrinkAndKeepTheirName(RetryPreset preset) {
    assertThat(preset.delays()).isSorted();
    assertThat(RetryPreset.named(preset.wireName())).isEqualTo(preset);
  }

  @Test
  void delaysAreKeptAsWritten() {
    RetrySchedule.Own own = new RetrySchedule.Own(List.of("PT60S", "P1D", "PT60S"));

    assertThat(own.texts()).containsExactly("PT60S", "P1D", "PT60S");
    assertThat(own.delays())
        .containsExactly(Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.999S", "PT24H1S", "-PT5S", "5m", "", "P1M"})
  void refusesDelaysThatAreTooShortTooLongOrNone(String delay) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetrySchedule.Own(List.of(delay)))
        .withMessageContaining("A delay is");
  }

  @Test
  void refusesNoneAndTooMany() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RetrySchedule.Own(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetrySchedule.Own(Collections.nCopies(51, "PT1S")));
  }
}
