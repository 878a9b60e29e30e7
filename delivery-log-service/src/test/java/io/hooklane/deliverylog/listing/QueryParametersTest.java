package io.hooklane.deliverylog.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hooklane.management.ValidationException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

  @ParameterizedTest
  @ValueSource(strings = {"event_types", "event_types[]", "event_types[0]", "event_types[12]"})
  void readsNamesInEveryForm(String form) {
    QueryParameters parameters = new QueryParameters(Map.of(form, List.of("a.b,c", "d", "c", "")));

    assertThat(parameters.names("event_types")).containsExactly("a.b", "c", "d");
  }

  @Test
  void takesNoOtherParameterForTheNames() {
    QueryParameters parameters =
        new QueryParameters(Map.of("event_types_of", List.of("a"), "event_types[x]", List.of("b")));

    assertThat(parameters.names("event_types")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T12:00:00Z",
        "2026-01-31T13:00:00+01:00",
        "2026-01-31T13:00:00 01:00",
        "2026-01-31T12:00:00.000Z"
      })
  void readsMoments(String text) {
    QueryParameters parameters = new QueryParameters(Map.of("before", List.of(text)));

    assertThat(parameters.moment("before")).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-01-31",
        "1769860800",
        "2026-01-31T12:00:00",
        "+10000-01-01T00:00:00Z",
        "-0001-12-31T00:00:00Z"
      })
  void refusesWhatIsNoMoment(String text) {
    QueryParameters parameters = new QueryParameters(Map.of("before", List.of(text)));

    assertThatThrownBy(() -> parameters.moment("before"))
        .isInstanceOfSatisfying(
            ValidationException.class,
            e ->
                assertThat(e.toBody().detail().getFirst().loc())
                    .containsExactly("query", "before"));
  }

  @Test
  void takesAnEmptyParameterForAbsent() {
    QueryParameters parameters =
        new QueryParameters(
            Map.of("limit", List.of(""), "before", List.of(""), "with_content", List.of("")));

    assertThat(parameters.number("limit")).isNull();
    assertThat(parameters.moment("before")).isNull();
    assertThat(parameters.flag("with_content", true)).isTrue();
  }
}
