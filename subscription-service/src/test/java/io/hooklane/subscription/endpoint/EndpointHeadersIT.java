package io.hooklane.subscription.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey.Kind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.sealing.MasterKey;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.ConfigurationTopic;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestServers.class)
class EndpointHeadersIT {

  private static final String ENDPOINTS = "/api/v1/app/acme/endpoint";
  private static final String HEADERS = ENDPOINTS + "/main/headers";
  private static final String CANARY = "canary-3c9e";

  @Inject Environments environments;
  @Inject MasterKey masterKey;
  @Inject DataSource database;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private EnvironmentId environment;
  private Api api;
  private String id;

  @BeforeEach
  void anEndpoint() {
    environment =
        environments
            .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
            .id();
    api = Api.of(environment);
    api.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}");
    id = api.post(ENDPOINTS, "{\"url\":\"https://example.com\",\"uid\":\"main\"}").field("id");
  }

  @Test
  void areNoneAtFirst() {
    assertThat(api.get(HEADERS).text()).isEqualTo("{\"headers\":{},\"sensitive\":[]}");
    assertThat(configuration(id).sealedHeaders()).isNull();
  }

  @Test
  void putReplacesAllAndThoseThatAreLikelySecretComeBackByNameOnly() {
    api.put(HEADERS, "{\"headers\":{\"X-Old\":\"1\"}}");

    Api.Answer put =
        api.put(
            HEADERS,
            "{\"headers\":{\"X-Team\":\"blue\",\"Authorization\":\"Bearer canary-3c9e\",\"x-api-key\":\"canary-3c9e\"}}");

    assertThat(put.status()).isEqualTo(204);
    assertThat(api.get(HEADERS).text())
        .isEqualTo(
            "{\"headers\":{\"X-Team\":\"blue\"},\"sensitive\":[\"Authorization\",\"x-api-key\"]}");
    assertThat(opened())
        .isEqualTo(
            "{\"Authorization\":\"Bearer canary-3c9e\",\"x-api-key\":\"canary-3c9e\",\"X-Team\":\"blue\"}");
  }

  @Test
  void patchKeepsWhatIsAbsentAndRemovesWhatIsNullWhateverTheCase() {
    api.put(HEADERS, "{\"headers\":{\"X-Keep\":\"1\",\"X-Drop\":\"2\",\"X-Change\":\"3\"}}");

    Api.Answer patched =
        api.patch(
            HEADERS, "{\"headers\":{\"x-drop\":null,\"x-change\":\"4\",\"X-Not-There\":null}}");

    assertThat(patched.status()).isEqualTo(204);
    assertThat(api.get(HEADERS).text())
        .isEqualTo("{\"headers\":{\"X-Keep\":\"1\",\"x-change\":\"4\"},\"sensitive\":[]}");
  }

  @Test
  void patchRemovesThoseThatAreNamedBeforeItAddsOthers() {
    api.put(HEADERS, "{\"headers\":{\"X-Keep\":\"1\",\"X-Drop\":\"2\",\"X-Change\":\"3\"}}");

    api.patch(
        HEADERS,
        "{\"headers\":{\"X-Change\":\"4\"},\"deleteHeaders\":[\"x-drop\",\"X-Change\",\"X-No\"]}");
    api.patch(HEADERS, "{\"headers\":{},\"deleteHeaders\":[]}");

    assertThat(api.get(HEADERS).text())
        .isEqualTo("{\"headers\":{\"X-Change\":\"4\",\"X-Keep\":\"1\"},\"sensitive\":[]}");
    assertThat(api.patch(HEADERS, "{\"headers\":{},\"deleteHeaders\":[1]}").place())
        .isEqualTo("body.deleteHeaders.0");
  }

  @Test
  void anEndpointIsMadeWithHeadersAndKeepsThemUntilTheyAreGivenAnew() {
    api.put(
        ENDPOINTS + "/main", "{\"url\":\"https://example.com\",\"headers\":{\"X-Team\":\"blue\"}}");
    api.put(ENDPOINTS + "/main", "{\"url\":\"https://example.org\"}");
    String kept = api.get(HEADERS).body().path("headers").toString();

    api.put(ENDPOINTS + "/main", "{\"url\":\"https://example.org\",\"headers\":null}");

    String other =
        api.post(
                ENDPOINTS,
                "{\"url\":\"https://example.com\",\"headers\":{\"X-Team\":\"red\"},\"uid\":\"other\"}")
            .field("id");
    assertThat(kept).isEqualTo("{\"X-Team\":\"blue\"}");
    assertThat(configuration(id).sealedHeaders()).isNull();
    assertThat(configuration(other).sealedHeaders()).isNotNull();
    assertThat(api.get(ENDPOINTS + "/other/headers").text()).contains("\"X-Team\":\"red\"");
  }

  @Test
  void aSecretValueIsNowhereButSealed() throws Exception {
    api.put(HEADERS, "{\"headers\":{\"X-Note\":\"canary-3c9e\"}}");
    api.patch(HEADERS, "{\"headers\":{\"X-Token\":\"canary-3c9e\"}}");
    api.patch(ENDPOINTS + "/main", "{\"description\":\"d\"}");

    assertThat(api.get(ENDPOINTS).text()).doesNotContain(CANARY);
    assertThat(api.get(ENDPOINTS + "/main").text()).doesNotContain(CANARY);
    for (ConfigurationTopic.Entry entry : entries(id)) {
      assertThat(entry.raw()).doesNotContain(CANARY);
    }
    assertThat(
            text(
                "SELECT string_agg(state_before || state_after, ' ') FROM subscription.audit_entry"))
        .contains("X-Token")
        .doesNotContain(CANARY);
    assertThat(
            text(
                "SELECT sealed FROM subscription.endpoint_sealed WHERE endpoint_id = '" + id + "'"))
        .doesNotContain(CANARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "content-length",
        "Transfer-Encoding",
        "Connection",
        "TE",
        "Trailer",
        "Upgrade",
        "Expect",
        "Keep-Alive",
        "Content-Type",
        "User-Agent",
        "webhook-id",
        "Webhook-Signature",
        "svix-id",
        "hooklane-ordering-key",
        "X Y",
        "X:Y",
        "",
        "é",
        "X-Größe",
        ":authority"
      })
  void namesThatEndpointsCannotHaveAreRefused(String name) {
    Api.Answer answer = api.put(HEADERS, "{\"headers\":{\"" + name + "\":\"1\"}}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.place()).isEqualTo("body.headers." + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\\r\\nX-Evil: 1", "a\\nb", "a\\rb", "\\u007f", "é", "a ", "\\t", "\\u0001"})
  void valuesThatWouldEndTheHeaderOrAreNoTextAreRefusedAndNotShown(String value) {
    Api.Answer answer = api.patch(HEADERS, "{\"headers\":{\"X-A\":\"" + CANARY + value + "\"}}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.place()).isEqualTo("body.headers.X-A");
    assertThat(answer.text()).doesNotContain(CANARY);
    assertThat(configuration(id).sealedHeaders()).isNull();
  }

  @Test
  void boundsAreNamed() {
    StringBuilder many = new StringBuilder("\"X-0\":\"\"");
    for (int i = 1; i <= 50; i++) {
      many.append(",\"X-").append(i).append("\":\"\"");
    }
    String large = "a".repeat(4_000);

    assertThat(wrong("{\"headers\":{" + many + "}}")).isEqualTo("body.headers");
    assertThat(wrong("{\"headers\":{\"X-A\":\"" + "a".repeat(4_094) + "\"}}"))
        .isEqualTo("body.headers.X-A");
    assertThat(
            wrong(
                "{\"headers\":{\"A\":\"%1$s\",\"B\":\"%1$s\",\"C\":\"%1$s\",\"D\":\"%1$s\",\"E\":\"%1$s\"}}"
                    .formatted(large)))
        .isEqualTo("body.headers");
    assertThat(wrong("{\"headers\":{\"X-A\":\"1\",\"x-a\":\"2\"}}")).isEqualTo("body.headers.x-a");
    assertThat(wrong("{\"headers\":{\"X-A\":null}}")).isEqualTo("body.headers.X-A");
    assertThat(wrong("{\"headers\":{\"X-A\":\" 1\"}}")).isEqualTo("body.headers.X-A");
    assertThat(wrong("{\"headers\":{\"X-A\":1}}")).isEqualTo("body.headers.X-A");
    assertThat(wrong("{\"headers\":[]}")).isEqualTo("body.headers");
    assertThat(wrong("{}")).isEqualTo("body.headers");
  }

  @Test
  void aPatchThatWouldMakeTooManyChangesNothing() {
    for (int part = 0; part < 5; part++) {
      StringBuilder ten = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        ten.append(i == 0 ? "" : ",").append("\"X-").append(part).append(i).append("\":\"1\"");
      }
      assertThat(api.patch(HEADERS, "{\"headers\":{" + ten + "}}").status()).isEqualTo(204);
    }

    assertThat(api.patch(HEADERS, "{\"headers\":{\"X-More\":\"1\"}}").place())
        .isEqualTo("body.headers");
    assertThat(api.get(HEADERS).body().path("headers")).hasSize(50);
  }

  @Test
  void ofAnEndpointThatIsNotThereAreNotFound() {
    assertThat(api.get(ENDPOINTS + "/none/headers").status()).isEqualTo(404);
    assertThat(api.put(ENDPOINTS + "/none/headers", "{\"headers\":{}}").status()).isEqualTo(404);
    assertThat(api.patch(ENDPOINTS + "/none/headers", "{\"headers\":{}}").status()).isEqualTo(404);
  }

  private String wrong(String body) {
    Api.Answer answer = api.put(HEADERS, body);
    assertThat(answer.status()).isEqualTo(422);
    return answer.place();
  }

  private @Nullable String opened() {
    String sealed = configuration(id).sealedHeaders();
    return sealed == null ? null : new String(masterKey.open(id + "/headers", sealed), UTF_8);
  }

  private String text(String query) throws Exception {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      result.next();
      return String.valueOf(result.getString(1));
    }
  }

  private List<ConfigurationTopic.Entry> entries(String endpoint) {
    return new ConfigurationTopic(bootstrapServers).entries(Kind.ENDPOINT, endpoint);
  }

  private Configuration.Endpoint configuration(String endpoint) {
    return (Configuration.Endpoint) entries(endpoint).getLast().configuration().orElseThrow();
  }
}
