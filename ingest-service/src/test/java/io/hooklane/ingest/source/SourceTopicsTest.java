package io.hooklane.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceTopicsTest {

  @Test
  void aPatternNeverMatchesHooklanesOwnTopics() {
    SourceTopics topics = new SourceTopics(List.of("hooklane.events", "a.b"), List.of(".*"));

    assertThat("anything").matches(topics.pattern());
    assertThat("hooklane.events").matches(topics.pattern());
    assertThat("hooklane.messages").doesNotMatch(topics.pattern());
    assertThat("hooklane.config").doesNotMatch(topics.pattern());
  }

  @Test
  void aNameIsNoPattern() {
    SourceTopics topics = new SourceTopics(List.of("a.b"), List.of("audit\\..*"));

    assertThat("axb").doesNotMatch(topics.pattern());
    assertThat("audit.x").matches(topics.pattern());
    assertThat("my.audit.x").doesNotMatch(topics.pattern());
  }
}
