package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** The master key is rotated as docs/operations.md says, and nothing that it sealed is lost. */
@EndToEnd
@Isolated
@Order(Integer.MAX_VALUE - 1)
class MasterKeyRotationE2E {

  private static final String LEFT = "hooklane_resealing_left";

  private final Hooklane hooklane;

  MasterKeyRotationE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @Test
  @Timeout(600)
  void whatTheOldKeySealedIsSentAndSignedAsBeforeWhenTheOldKeyIsGone() {
    Application application = hooklane.anApplication();
    Inbox inbox = hooklane.receiver().inbox();
    Endpoint endpoint =
        application.anEndpoint().at(inbox).with("headers", Map.of("X-Api-Key", "kept")).created();
    String secret = endpoint.secret();
    application
        .api()
        .put(
            endpoint.path() + "/authentication",
            Json.object("type", "basic", "username", "hook", "password", "kept"))
        .expect(204);
    String old = hooklane.masterKey("list").lines().findFirst().orElseThrow().split(" ")[0];

    // All instances stand on this machine and read one file: the new key may seal at once.
    hooklane.masterKey("add");
    hooklane.masterKey("promote");
    readTheKeyAnew();
    awaitNoneLeft();
    hooklane.masterKey("remove", "--key", old);
    readTheKeyAnew();
    Event event = anEvent("order.reminder");
    application.publish(event);

    Received got = inbox.awaits(event);
    got.verify(secret);
    assertThat(got.header("x-api-key")).isEqualTo("kept");
    assertThat(got.header("authorization")).isEqualTo("Basic aG9vazprZXB0");
    assertThat(endpoint.secret()).isEqualTo(secret);
    List<String> keys = hooklane.masterKey("list").lines().toList();
    assertThat(keys).hasSize(1);
    assertThat(keys.getFirst()).doesNotContain(old).endsWith(" primary");
  }

  @Test
  void withAnotherKeyAServiceDoesNotStartAndSaysWhichKeysAreMissing() throws IOException {
    Application application = hooklane.anApplication();
    application.anEndpoint().at(hooklane.receiver().inbox()).created();
    String key = hooklane.masterKey("list").lines().findFirst().orElseThrow().split(" ")[0];
    Path file = hooklane.masterKeyFile();
    Path kept = file.resolveSibling("kept.json");
    Path other = file.resolveSibling("other.json");
    Files.move(file, kept);
    hooklane.masterKey("create");
    Files.move(file, other, StandardCopyOption.REPLACE_EXISTING);
    Files.move(kept, file);

    String said =
        Launcher.startOf(
            "subscription-service",
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                hooklane.standalone().kafkaBootstrap(),
                "QUARKUS_DATASOURCE_JDBC_URL",
                hooklane.standalone().all().path("postgresUrl").asText(),
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                file.resolveSibling("identity.public.pem").toUri().toString(),
                "HOOKLANE_MASTER_KEY_FILE",
                other.toString()));

    assertThat(said)
        .contains("sealed with keys that the master key does not have: [" + key)
        .contains("hooklane.master-key.file");
  }

  @Test
  void withoutAnyKeyAServiceDoesNotStartAndSaysHowToMakeOne() {
    String said =
        Launcher.startOf(
            "dispatcher-service",
            Map.of("KAFKA_BOOTSTRAP_SERVERS", hooklane.standalone().kafkaBootstrap()));

    assertThat(said)
        .contains("There is no master key")
        .contains("HOOKLANE_MASTER_KEY_FILE", "HOOKLANE_MASTER_KEY_KEYSET")
        .contains("./hooklane master-key create");
  }

  private void awaitNoneLeft() {
    await("no secret is left under the old key")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                hooklane
                    .standalone()
                    .process("subscription")
                    .metrics()
                    .lines()
                    .anyMatch(line -> line.startsWith(LEFT) && line.endsWith(" 0.0")));
  }

  /** The services that hold the key start again, as after a deployment. */
  private void readTheKeyAnew() {
    Map<String, Hooklane.ServiceProcess> before = new LinkedHashMap<>();
    for (String service : List.of("subscription", "dispatcher")) {
      before.put(service, hooklane.standalone().process(service));
      before.get(service).kill();
    }
    before.forEach(
        (service, killed) ->
            await(service + " with the key read anew")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(
                    () -> {
                      Hooklane.ServiceProcess now = hooklane.standalone().process(service);
                      return now.pid() != killed.pid() && now.ready();
                    }));
  }
}
