package io.hooklane.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.standalone.installation.Secrets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEnvironmentTest {

  @TempDir private Path directory;

  @Test
  void onlyTheServiceThatNeedsASecretGetsIt() {
    Map<String, String> subscription = environment(Service.SUBSCRIPTION, Map.of());
    Map<String, String> dispatcher = environment(Service.DISPATCHER, Map.of());
    Map<String, String> gateway = environment(Service.GATEWAY, Map.of());

    assertThat(subscription)
        .containsKeys("HOOKLANE_BOOTSTRAP_LIVE_KEY", "HOOKLANE_MASTER_KEY_FILE");
    assertThat(dispatcher)
        .containsKey("HOOKLANE_MASTER_KEY_FILE")
        .doesNotContainKeys("HOOKLANE_BOOTSTRAP_LIVE_KEY", "QUARKUS_DATASOURCE_PASSWORD");
    assertThat(gateway)
        .containsKey("HOOKLANE_IDENTITY_PRIVATE_KEY_FILE")
        .doesNotContainKeys("HOOKLANE_MASTER_KEY_FILE", "QUARKUS_DATASOURCE_PASSWORD");
  }

  @Test
  void theUsersVariablesTuneButDoNotRewire() {
    Map<String, String> environment =
        environment(
            Service.DISPATCHER,
            Map.of(
                "HOOKLANE_RETRY_TIME_SCALE", "0.01",
                "HOOKLANE_TOPICS_PARTITIONS", "24",
                "KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9092",
                "HOOKLANE_POSTGRES_PASSWORD", "secret"));

    assertThat(environment)
        .containsEntry("HOOKLANE_RETRY_TIME_SCALE", "0.01")
        .containsEntry("HOOKLANE_TOPICS_PARTITIONS", "24")
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
        .doesNotContainKey("HOOKLANE_POSTGRES_PASSWORD");
  }

  @Test
  void theGatewayKnowsTheServices() {
    assertThat(environment(Service.GATEWAY, Map.of()))
        .containsEntry("HOOKLANE_ROUTES_INGEST_URL", "http://127.0.0.1:101")
        .containsEntry("HOOKLANE_ROUTES_SUBSCRIPTION_URL", "http://127.0.0.1:102")
        .containsEntry("HOOKLANE_ROUTES_DELIVERY_LOG_URL", "http://127.0.0.1:104")
        .containsEntry("QUARKUS_HTTP_PORT", "100")
        .containsEntry("QUARKUS_MANAGEMENT_PORT", "99")
        .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1");
  }

  private Map<String, String> environment(Service service, Map<String, String> users) {
    Map<Service, Integer> ports = new EnumMap<>(Service.class);
    for (Service each : Service.values()) {
      ports.put(each, 100 + each.ordinal());
    }
    Surroundings surroundings =
        new Surroundings(
            "127.0.0.1:1",
            new Surroundings.Database("jdbc:postgresql://127.0.0.1:2/hooklane", "u", "p"),
            Secrets.ensure(directory),
            ports,
            99);
    return ServiceEnvironment.of(service, surroundings, directory.resolve("a.log"), users);
  }
}
