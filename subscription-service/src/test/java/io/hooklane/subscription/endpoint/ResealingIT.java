package io.hooklane.subscription.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey.Kind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.sealing.Keyset;
import io.hooklane.sealing.MasterKey;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.ConfigurationTopic;
import io.hooklane.subscription.endpoint.Resealing.Pass;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What another key sealed; here the other key is one whose id is not the primary one's. */
@QuarkusTest
@WithTestResource(TestServers.class)
class ResealingIT {

  private static final String ENDPOINTS = "/api/v1/app/acme/endpoint";
  private static final int ENDPOINTS_MADE = 5;

  @Inject Environments environments;
  @Inject Resealing resealing;
  @Inject MasterKey masterKey;
  @Inject DataSource database;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private final List<String> ids = new ArrayList<>();
  private Api api;

  @BeforeEach
  void endpointsWithSecretsAndHeaders() {
    EnvironmentId environment =
        environments
            .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
            .id();
    api = Api.of(environment);
    api.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}");
    for (int i = 0; i < ENDPOINTS_MADE; i++) {
      ids.add(
          api.post(
                  ENDPOINTS,
                  "{\"url\":\"https://example.com\",\"headers\":{\"X-A\":\"" + i + "\"}}")
              .field("id"));
    }
  }

  @AfterEach
  void tidyUp() throws SQLException {
    execute("DELETE FROM subscription.endpoint");
  }

  @Test
  void everythingThatAnotherKeySealedIsUnderThePrimaryOneAfterOnePass() throws Exception {
    api.post(ENDPOINTS + "/" + ids.getFirst() + "/secret/rotate", "{}");
    api.put(
        ENDPOINTS + "/" + ids.getLast() + "/authentication",
        "{\"type\":\"bearer\",\"token\":\"kept\"}");
    List<String> keys = ids.stream().map(this::secret).toList();
    List<String> before = sealed();
    execute("UPDATE subscription.endpoint_secret SET sealed_under = 0");
    execute("UPDATE subscription.endpoint_sealed SET sealed_under = 0");

    Pass pass = resealing.pass(2);

    assertThat(pass).isEqualTo(new Pass(ENDPOINTS_MADE, 0));
    assertThat(resealing.pass(2)).isEqualTo(new Pass(0, 0));
    assertThat(sealed()).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
    assertThat(ids).extracting(this::secret).isEqualTo(keys);
    for (int i = 0; i < ENDPOINTS_MADE; i++) {
      String id = ids.get(i);
      Configuration.Endpoint published = configuration(id);
      assertThat(sealed())
          .contains(published.sealedHeaders())
          .containsAll(published.secrets().stream().map(Configuration.Secret::sealed).toList());
      assertThat(masterKey.open(id + "/headers", String.valueOf(published.sealedHeaders())))
          .asString(UTF_8)
          .isEqualTo("{\"X-A\":\"" + i + "\"}");
    }
    assertThat(configuration(ids.getFirst()).secrets()).hasSize(2);
    String authentication = configuration(ids.getLast()).sending().sealedAuthentication();
    assertThat(sealed()).contains(authentication);
    assertThat(masterKey.open(ids.getLast() + "/authentication", String.valueOf(authentication)))
        .asString(UTF_8)
        .contains("kept");
  }

  @Test
  void whatCannotBeOpenedIsCountedAndDoesNotHoldUpTheRest() throws Exception {
    String lost = ids.get(1);
    String foreign = new MasterKey(Keyset.create()).seal(lost + "/headers", new byte[] {1});
    execute("UPDATE subscription.endpoint_secret SET sealed_under = 0");
    execute(
        "UPDATE subscription.endpoint_sealed SET sealed_under = 0, sealed = '%s' WHERE context = '%s/headers'"
            .formatted(foreign, lost));

    assertThat(resealing.pass(2)).isEqualTo(new Pass(ENDPOINTS_MADE - 1, 1));
    assertThat(resealing.pass(2)).isEqualTo(new Pass(0, 1));
  }

  @Test
  void aKeyThatIsMissingKeepsTheServiceFromStarting() throws Exception {
    execute("UPDATE subscription.endpoint_sealed SET sealed_under = 4711");

    assertThatIllegalStateException()
        .isThrownBy(resealing::requireAllKeys)
        .withMessageContaining("[4711]")
        .withMessageContaining("hooklane.master-key.file");
  }

  @Test
  void nothingIsMissingWhenAllKeysAreThere() {
    resealing.requireAllKeys();

    assertThat(resealing.pass(2)).isEqualTo(new Pass(0, 0));
  }

  private String secret(String id) {
    return api.get(ENDPOINTS + "/" + id + "/secret").field("key");
  }

  private List<String> sealed() {
    List<String> sealed = new ArrayList<>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "SELECT sealed FROM subscription.endpoint_secret UNION ALL"
                    + " SELECT sealed FROM subscription.endpoint_sealed")) {
      while (result.next()) {
        sealed.add(result.getString(1));
      }
      return sealed;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Configuration.Endpoint configuration(String id) {
    return (Configuration.Endpoint)
        new ConfigurationTopic(bootstrapServers)
            .entries(Kind.ENDPOINT, id)
            .getLast()
            .configuration()
            .orElseThrow();
  }
}
