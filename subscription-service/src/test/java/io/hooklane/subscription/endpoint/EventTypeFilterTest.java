package io.hooklane.subscription.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypeFilterTest {

  @Test
  void namesWhatTheCatalogMustHave() {
    EventTypeFilter filter =
        new EventTypeFilter(List.of("a.b", "order.*", "c|x.y.*|d-e_f", "ledger_alldata.x"));

    assertThat(filter.exactNames()).containsExactly("a.b", "c", "d-e_f", "ledger_alldata.x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", ".*|", "a||b", "|a", "a b", "a.*.b", "order*", "a/b", "é"})
  void refusesWhatIsNoPattern(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventTypeFilter(List.of(pattern)))
        .withMessageContaining("Give names");
  }

  @Test
  void refusesNoneTooManyAndRepeats() {
    assertThatIllegalArgumentException().isThrownBy(() -> new EventTypeFilter(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventTypeFilter(Collections.nCopies(1_001, "a")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventTypeFilter(List.of("a", "b|a")))
        .withMessageContaining("once only: a");
  }
}
