package io.hooklane.subscription.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.Scope;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
class AuditIT {

  private static final String LOG = "/api/v1/audit-log";

  @Inject Environments environments;
  @Inject AuditRepository entries;

  private EnvironmentId environment;
  private Api api;

  @BeforeEach
  void anEnvironmentOfItsOwn() {
    environment =
        environments.createIfAbsent(UUID.randomUUID().toString(), EnvironmentKind.TEST).id();
    api = Api.of(environment);
  }

  @Test
  void tellsWhoChangedWhatFromWhatToWhat() {
    String id = api.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}").field("id");
    api.patch("/api/v1/app/acme", "{\"name\":\"Acme 2\"}");
    api.delete("/api/v1/app/acme");

    JsonNode log = api.get(LOG + "?thing=" + id).body().path("data");

    assertThat(log)
        .extracting(it -> it.path("action").asText())
        .containsExactly("delete", "update", "create");
    assertThat(log.path(1).path("before").path("name").asText()).isEqualTo("Acme");
    assertThat(log.path(1).path("after").path("name").asText()).isEqualTo("Acme 2");
    assertThat(log.path(0).has("after")).isFalse();
    assertThat(log.path(2).has("before")).isFalse();
    assertThat(log)
        .allSatisfy(
            it -> {
              assertThat(it.path("caller").asText()).isEqualTo("key_test");
              assertThat(it.path("kind").asText()).isEqualTo("application");
              assertThat(it.path("application").asText()).isEqualTo(id);
            });
  }

  @Test
  void neverTellsASecret() {
    api.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}");
    String endpoint = "/api/v1/app/acme/endpoint/e";
    api.put(endpoint, "{\"url\":\"https://example.com\"}");
    String first = api.get(endpoint + "/secret").field("key");
    String second = "whsec_" + "Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5";
    api.post(endpoint + "/secret/rotate", "{\"key\":\"%s\"}".formatted(second));

    Api.Answer log = api.get(LOG);

    assertThat(log.body().path("data").path(0).path("action").asText()).isEqualTo("rotate-secret");
    assertThat(log.text()).doesNotContain(first.substring(6)).doesNotContain(second.substring(6));
  }

  @Test
  void whatFailedIsNotThere() {
    api.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}");
    assertThat(api.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}").status())
        .isEqualTo(409);

    assertThat(api.get(LOG + "?kind=application").body().path("data")).hasSize(1);
  }

  @Test
  void anotherEnvironmentsIsNotThereAndAnOperatorSeesAll() {
    String id = api.post("/api/v1/app", "{\"name\":\"Acme\"}").field("id");
    Api other =
        Api.of(
            environments.createIfAbsent(UUID.randomUUID().toString(), EnvironmentKind.LIVE).id());

    assertThat(other.get(LOG + "?thing=" + id).body().path("data")).isEmpty();
    assertThat(Api.ofOperator().get(LOG + "?thing=" + id).body().path("data")).hasSize(1);
    assertThat(Api.of(environment, Scope.READ).get(LOG).status()).isEqualTo(403);
  }

  @Test
  void isPagedBothWays() {
    for (int i = 0; i < 5; i++) {
      api.post("/api/v1/app", "{\"name\":\"%d\"}".formatted(i));
    }
    JsonNode first = api.get(LOG + "?kind=application&limit=2").body();
    JsonNode second =
        api.get(LOG + "?kind=application&limit=2&iterator=" + first.path("iterator").asText())
            .body();

    JsonNode back =
        api.get(LOG + "?kind=application&limit=2&iterator=" + second.path("prevIterator").asText())
            .body();

    assertThat(back.path("data")).isEqualTo(first.path("data"));
    assertThat(second.path("data").path(0).path("after").path("name").asText()).isEqualTo("2");
    assertThat(api.get(LOG + "?iterator=x").status()).isEqualTo(422);
  }

  @Test
  void aFilterThatNoDatabaseCanLookForIsRefused() {
    assertThat(api.get(LOG + "?kind=%00").place()).isEqualTo("query.kind");
    assertThat(api.get(LOG + "?thing=a%00").status()).isEqualTo(422);
  }

  @Test
  void isForgottenInTheEnd() {
    String id = api.post("/api/v1/app", "{\"name\":\"Acme\"}").field("id");

    QuarkusTransaction.requiringNew()
        .run(() -> entries.purge(Instant.now().plusSeconds(1), 1_000_000));

    assertThat(api.get(LOG + "?thing=" + id).body().path("data")).isEmpty();
  }
}
