package io.hooklane.subscription.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.ConfigurationTopic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@TestProfile(BootstrapIT.NewInstallation.class)
class BootstrapIT {

  /** With the keys that an installation begins with. */
  public static final class NewInstallation implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "hooklane.bootstrap.live-key", "live-text",
          "hooklane.bootstrap.test-key", "test-text",
          "hooklane.bootstrap.operator-key", "operator-text");
    }
  }

  @Inject Bootstrap bootstrap;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void makesEnvironmentsAndKeysOnce() {
    bootstrap.begin();
    bootstrap.begin();

    List<Configuration> log =
        new ConfigurationTopic(bootstrapServers)
            .entries().stream()
                .map(ConfigurationTopic.Entry::configuration)
                .flatMap(Optional::stream)
                .toList();
    assertThat(log)
        .filteredOn(Configuration.Environment.class::isInstance)
        .extracting(it -> ((Configuration.Environment) it).kind())
        .containsExactlyInAnyOrder(EnvironmentKind.LIVE, EnvironmentKind.TEST);
    assertThat(log)
        .filteredOn(Configuration.Key.class::isInstance)
        .extracting(it -> ((Configuration.Key) it).hash())
        .containsExactlyInAnyOrder(
            ApiKey.hash("live-text"), ApiKey.hash("test-text"), ApiKey.hash("operator-text"));
    assertThat(log.toString()).doesNotContain("live-text", "operator-text");
  }
}
