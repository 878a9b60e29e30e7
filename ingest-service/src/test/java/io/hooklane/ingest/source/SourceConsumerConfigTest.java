package io.hooklane.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceConsumerConfigTest {

  private static final Map<String, Object> KAFKA = Map.of("security.protocol", "SSL");

  @Test
  void operatorsChangeWhatTheConsumerIsLike() {
    Map<String, Object> settings =
        settings(
            Map.of(
                "hooklane.source-consumer.\"isolation.level\"", "read_committed",
                "hooklane.source-consumer.\"session.timeout.ms\"", "30000"));

    assertThat(settings)
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("session.timeout.ms", "30000")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("group.id", "hooklane-ingest");
  }

  @Test
  void nobodyChangesWhatNoEventMayBeLostBy() {
    Map<String, Object> settings =
        settings(
            Map.of(
                "hooklane.source-consumer.\"enable.auto.commit\"", "true",
                "hooklane.source-consumer.\"max.poll.interval.ms\"", "1"));

    assertThat(settings)
        .containsEntry("enable.auto.commit", "false")
        .containsEntry("max.poll.interval.ms", "600000");
  }

  private static Map<String, Object> settings(Map<String, String> properties) {
    SourceConsumerConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(SourceConsumerConfig.class)
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build()
            .getConfigMapping(SourceConsumerConfig.class);
    return SourceThread.settings(KAFKA, config.settings());
  }
}
