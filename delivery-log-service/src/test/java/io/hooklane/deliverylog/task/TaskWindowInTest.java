package io.hooklane.deliverylog.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hooklane.management.JsonBody;
import io.hooklane.management.ValidationException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskWindowInTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void endsNowUnlessItSaysOtherwiseAndNeverLater() {
    assertThat(read("{'since':'2026-11-20T13:00:00+01:00'}"))
        .isEqualTo(new TaskWindowIn(Instant.parse("2026-11-20T12:00:00Z"), NOW));
    assertThat(read("{'since':'2026-11-20T00:00:00Z','until':'2030-01-01T00:00:00Z'}").until())
        .isEqualTo(NOW);
    assertThat(read("{'since':'2026-11-20T00:00:00Z','until':null}").until()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = ';',
      value = {
        "{}; since; required",
        "{'since':7}; since; text",
        "{'since':'yesterday'}; since; RFC 3339",
        "{'since':'2026-11-22T00:00:00Z'}; since; future",
        "{'since':'2026-11-01T00:00:00Z'}; since; last 10 days",
        "{'since':'2026-11-20T00:00:00Z','until':'x'}; until; RFC 3339",
        "{'since':'2026-11-20T00:00:00Z','until':'2026-11-20T00:00:00Z'}; until; after since"
      })
  void namesTheFieldThatIsWrongAndSaysWhy(String body, String field, String why) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            ValidationException.class,
            e -> {
              assertThat(e.toBody().detail().getFirst().loc()).containsExactly("body", field);
              assertThat(e.toBody().detail().getFirst().msg()).contains(why);
            });
  }

  private static TaskWindowIn read(String body) {
    return TaskWindowIn.read(
        JsonBody.parse(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
        NOW,
        Duration.ofDays(10));
  }
}
