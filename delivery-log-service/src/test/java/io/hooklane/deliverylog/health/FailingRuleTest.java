package io.hooklane.deliverylog.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.deliverylog.health.FailingRule.Failures;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailingRuleTest {

  private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");

  private final FailingRule rule = new FailingRule(Duration.ofDays(5), 5, Duration.ofHours(12));

  @Test
  void isMetWhenTheFirstFailureIsThatOld() {
    Failures failures = failures(5, Duration.ofHours(12));

    assertThat(rule.isMet(failures, FIRST.plus(Duration.ofDays(5)))).isTrue();
    assertThat(rule.isMet(failures, FIRST.plus(Duration.ofDays(5)).minusMillis(1))).isFalse();
  }

  @Test
  void needsEnoughFailures() {
    assertThat(rule.isMet(failures(4, Duration.ofDays(4)), FIRST.plus(Duration.ofDays(6))))
        .isFalse();
  }

  @Test
  void oneBadHourIsNotEnough() {
    assertThat(rule.isMet(failures(500, Duration.ofHours(11)), FIRST.plus(Duration.ofDays(6))))
        .isFalse();
  }

  @Test
  void aChangeBeginsTheTimeAnew() {
    assertThat(rule.dueAt(FIRST, null)).isEqualTo("2026-11-06T00:00:00Z");
    assertThat(rule.dueAt(FIRST, FIRST.minusSeconds(1))).isEqualTo("2026-11-06T00:00:00Z");
    assertThat(rule.dueAt(FIRST, FIRST.plus(Duration.ofDays(3)))).isEqualTo("2026-11-09T00:00:00Z");
  }

  private static Failures failures(long number, Duration apart) {
    return new Failures(number, FIRST, FIRST.plus(apart), null);
  }
}
