package io.hooklane.dispatcher.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.250Z");
  private static final Duration LONGEST = Duration.ofHours(24);

  private final RetryAfter retryAfter = new RetryAfter(LONGEST);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "60                             | PT1M",
        "' 60 '                         | PT1M",
        "0060                           | PT1M",
        "86400                          | PT24H",
        "86401                          | PT24H",
        "99999999999999999999999999     | PT24H",
        "Sun, 01 Mar 2026 12:01:00 GMT  | PT59.75S",
        "Sunday, 01-Mar-26 12:01:00 GMT | PT59.75S",
        "Sun Mar  1 12:01:00 2026       | PT59.75S",
        "Fri, 31 Dec 9999 23:59:59 GMT  | PT24H"
      })
  void readsSecondsAndDates(String value, Duration wait) {
    assertThat(retryAfter.of(429, List.of(value), NOW)).isEqualTo(wait);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "-9223372036854775808",
        "+5",
        "1.5",
        "1e3",
        "0x10",
        "60 s",
        "60, 120",
        "PT1M",
        "soon",
        "٦٠",
        "Sun, 01 Mar 2026 12:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Sun, 99 Foo 2026 12:01:00 GMT",
        "Sun, 01 Mar 2026 99:99:99 GMT",
        ",,,,,,::::"
      })
  void ignoresWhatIsNoWait(String value) {
    assertThat(retryAfter.of(429, List.of(value), NOW)).isNull();
  }

  @Test
  void holdsForTheStatusesThatAskForPatienceOnly() {
    assertThat(List.of(429, 502, 503, 504))
        .allSatisfy(
            status ->
                assertThat(retryAfter.of(status, List.of("5"), NOW))
                    .isEqualTo(Duration.ofSeconds(5)));
    assertThat(List.of(200, 202, 301, 307, 400, 408, 410, 500, 501, 505))
        .allSatisfy(status -> assertThat(retryAfter.of(status, List.of("5"), NOW)).isNull());
  }

  @Test
  void takesTheLongestOfSeveral() {
    assertThat(retryAfter.of(503, List.of("5", "nonsense", "7", "6"), NOW))
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Property
  void whateverComesIsAWaitWithinItsBoundsOrNone(@ForAll String value, @ForAll long seconds) {
    for (String one : List.of(value, Long.toString(seconds), seconds + value)) {
      Duration wait = retryAfter.of(503, List.of(one), NOW);
      if (wait != null) {
        assertThat(wait).isPositive().isLessThanOrEqualTo(LONGEST);
      }
    }
  }
}
