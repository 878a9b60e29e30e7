package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadsTest {

  @Test
  void slicesEveryExampleWholeOutOfTheFile() throws IOException {
    List<Event> events = Payloads.ofGitHub();

    assertThat(events).hasSize(329);
    assertThat(events.stream().map(Event::type).distinct()).hasSizeGreaterThan(150);
    for (Event event : events) {
      assertThat(Json.MAPPER.readTree(event.payload()).isObject()).isTrue();
      assertThat(event.payload()[event.payload().length - 1]).isEqualTo((byte) '}');
    }
  }
}
