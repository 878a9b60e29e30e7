package io.hooklane.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneRulesTest {

  @Test
  void theDefaultsAreFineAlsoForManyEventLoops() {
    LaneRules rules = LaneRules.of(configured("hooklane.lane.queued", "256")).dividedBy(64);

    assertThat(rules.limits().totalInFlight()).isEqualTo(16);
    assertThat(rules.limits().inFlight()).isEqualTo(128);
    assertThat(rules.limits().totalBytes()).isEqualTo(48 << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "hooklane.lane.in-flight,0",
    "hooklane.lane.first-in-flight,0",
    "hooklane.lane.first-in-flight,129",
    "hooklane.lane.queued,0",
    "hooklane.lane.total-in-flight,-1",
    "hooklane.lane.total-held,0",
    "hooklane.lane.total-bytes,0",
    "hooklane.lane.quick,0s",
    "hooklane.lane.longest-rest,29s",
    "hooklane.lane.remembered,-1",
    "hooklane.lane.breaker.failures,0",
    "hooklane.lane.breaker.first-pause,0s",
    "hooklane.lane.breaker.longest-pause,100ms",
    "hooklane.lane.throttled.first-pause,31s",
    "hooklane.lane.diversions,500ms",
  })
  void whatCannotBeIsNamed(String key, String value) {
    String group = key.substring(0, key.lastIndexOf('.'));

    assertThatThrownBy(() -> LaneRules.of(configured(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(
            thrown ->
                assertThat(thrown.getMessage())
                    .contains(group.equals("hooklane.lane") ? key : group));
  }

  private static LaneConfig configured(String key, String value) {
    return new SmallRyeConfigBuilder()
        .withMapping(LaneConfig.class)
        .withDefaultValue(key, value)
        .addDiscoveredConverters()
        .withConverters(new org.eclipse.microprofile.config.spi.Converter<?>[] {})
        .withConverter(java.time.Duration.class, 500, new Durations())
        .build()
        .getConfigMapping(LaneConfig.class);
  }

  /** As Quarkus reads them. */
  private static final class Durations
      implements org.eclipse.microprofile.config.spi.Converter<java.time.Duration> {

    private static final long serialVersionUID = 1L;

    @Override
    public java.time.Duration convert(String text) {
      return text.endsWith("ms")
          ? java.time.Duration.ofMillis(Long.parseLong(text.replace("ms", "")))
          : java.time.Duration.parse("PT" + text);
    }
  }
}
