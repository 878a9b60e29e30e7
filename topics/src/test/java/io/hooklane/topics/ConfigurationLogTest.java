package io.hooklane.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationLogTest {

  @Test
  void kernelSizesTheBuffersOfConnections() {
    // When
    Map<String, Object> settings =
        ConfigurationLog.clientSettings(Map.of("bootstrap.servers", "kafka:9092"));
    // Then
    assertThat(settings)
        .containsEntry("bootstrap.servers", "kafka:9092")
        .containsEntry("receive.buffer.bytes", -1)
        .containsEntry("send.buffer.bytes", -1);
  }

  @Test
  void whatTheUserSaysOfConnectionsHolds() {
    // When
    Map<String, Object> settings =
        ConfigurationLog.clientSettings(
            Map.of("receive.buffer.bytes", "1048576", "client.id", "one", "group.id", "two"));
    // Then
    assertThat(settings)
        .containsEntry("receive.buffer.bytes", "1048576")
        .doesNotContainKeys("client.id", "group.id");
  }
}
