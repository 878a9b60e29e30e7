package io.hooklane.subscription.endpoint;

import static io.hooklane.subscription.sending.TestCertificates.json;
import static io.hooklane.subscription.sending.TestCertificates.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests to an endpoint authenticate with, and whom it is taken for. */
@QuarkusTest
@WithTestResource(TestServers.class)
class EndpointTransportIT {

  private static final String ENDPOINTS = "/api/v1/app/acme/endpoint";
  private static final String MAIN = ENDPOINTS + "/main";
  private static final String AUTHENTICATION = MAIN + "/authentication";
  private static final String CERTIFICATE = MAIN + "/client-certificate";
  private static final String AUTHORITIES = MAIN + "/ca-certificates";
  private static final String CANARY = "canary-77aa";

  @Inject Environments environments;
  @Inject MasterKey masterKey;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private Api api;
  private String id;

  @BeforeEach
  void anEndpoint() {
    api = in(Configuration.EnvironmentKind.TEST);
    id = api.post(ENDPOINTS, "{\"url\":\"https://example.com\",\"uid\":\"main\"}").field("id");
  }

  @Test
  void isNothingAtFirst() {
    assertThat(api.get(AUTHENTICATION).text()).isEqualTo("{\"type\":\"none\"}");
    assertThat(api.get(CERTIFICATE).text()).isEqualTo("{\"certificates\":[]}");
    assertThat(api.get(AUTHORITIES).text()).isEqualTo("{\"certificates\":[]}");
    assertThat(configuration().sending()).isEqualTo(Configuration.Sending.STANDARD);
  }

  @Test
  void whatIsSecretOfAnAuthenticationIsSealedAndNeverShown() {
    Api.Answer put =
        api.put(
            AUTHENTICATION,
            "{\"type\":\"basic\",\"username\":\"hook\",\"password\":\"canary-77aa\"}");

    assertThat(put.status()).isEqualTo(204);
    assertThat(api.get(AUTHENTICATION).text())
        .isEqualTo("{\"type\":\"basic\",\"username\":\"hook\"}");
    assertThat(opened("/authentication", configuration().sending().sealedAuthentication()))
        .isEqualTo(Map.of("type", "basic", "username", "hook", "password", CANARY));
    assertThat(new ConfigurationTopic(bootstrapServers).entries(Kind.ENDPOINT, id))
        .noneMatch(entry -> entry.raw().contains(CANARY));
    Api.Answer audit = api.get("/api/v1/audit-log?thing=" + id);
    assertThat(audit.body().path("data").path(0).path("before").path("type").asText())
        .isEqualTo("none");
    assertThat(audit.body().path("data").path(0).path("after").path("username").asText())
        .isEqualTo("hook");
    assertThat(audit.text()).doesNotContain(CANARY);
  }

  @Test
  void anotherAuthenticationReplacesItWhole() {
    api.put(AUTHENTICATION, "{\"type\":\"basic\",\"username\":\"hook\",\"password\":\"p\"}");

    api.put(
        AUTHENTICATION,
        """
        {"type":"oauth2","tokenUrl":"https://id.example.com/token","clientId":"c",
         "clientSecret":"canary-77aa","scope":"a b"}
        """);

    assertThat(api.get(AUTHENTICATION).text())
        .isEqualTo(
            "{\"type\":\"oauth2\",\"tokenUrl\":\"https://id.example.com/token\",\"clientId\":\"c\","
                + "\"clientAuthentication\":\"basic\",\"scope\":\"a b\"}");
    assertThat(opened("/authentication", configuration().sending().sealedAuthentication()))
        .isEqualTo(
            Map.of(
                "type", "oauth2",
                "tokenUrl", "https://id.example.com/token",
                "clientId", "c",
                "clientSecret", CANARY,
                "clientAuthentication", "basic",
                "scope", "a b"));
    api.put(AUTHENTICATION, "{\"type\":\"bearer\",\"token\":\"canary-77aa\"}");
    assertThat(api.get(AUTHENTICATION).text()).isEqualTo("{\"type\":\"bearer\"}");
    assertThat(api.delete(AUTHENTICATION).status()).isEqualTo(204);
    assertThat(configuration().sending().sealedAuthentication()).isNull();
    assertThat(api.get(AUTHENTICATION).text()).isEqualTo("{\"type\":\"none\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | type",
        "{\"type\":\"none\"} | type",
        "{\"type\":1} | type",
        "{\"type\":\"basic\",\"username\":\"a\"} | password",
        "{\"type\":\"basic\",\"password\":\"a\"} | username",
        "{\"type\":\"basic\",\"username\":\"a:b\",\"password\":\"canary-77aa\"} | username",
        "{\"type\":\"basic\",\"username\":\"\",\"password\":\"canary-77aa\"} | username",
        "{\"type\":\"basic\",\"username\":\"a\",\"password\":\"canary-77aa\\r\\nX: y\"} | password",
        "{\"type\":\"bearer\",\"token\":\"canary-77aa \"} | token",
        "{\"type\":\"bearer\",\"token\":\"\"} | token",
        "{\"type\":\"oauth2\",\"clientId\":\"c\",\"clientSecret\":\"s\"} | tokenUrl",
        "{\"type\":\"oauth2\",\"tokenUrl\":\"/token\",\"clientId\":\"c\",\"clientSecret\":\"s\"} | tokenUrl",
        "{\"type\":\"oauth2\",\"tokenUrl\":\"http://169.254.169.254/token\",\"clientId\":\"c\",\"clientSecret\":\"s\"} | tokenUrl",
        "{\"type\":\"oauth2\",\"tokenUrl\":\"https://u:canary-77aa@e.com\",\"clientId\":\"c\",\"clientSecret\":\"s\"} | tokenUrl",
        "{\"type\":\"oauth2\",\"tokenUrl\":\"https://e.com\",\"clientId\":\"c\",\"clientSecret\":\"canary-77aa\\n\"} | clientSecret",
        "{\"type\":\"oauth2\",\"tokenUrl\":\"https://e.com\",\"clientId\":\"c\",\"clientSecret\":\"s\",\"clientAuthentication\":\"jwt\"} | clientAuthentication",
        "{\"type\":\"oauth2\",\"tokenUrl\":\"https://e.com\",\"clientId\":\"c\",\"clientSecret\":\"s\",\"scope\":\"é\"} | scope",
      })
  void whatIsWrongIsNamedAndNotShown(String body, String field) {
    Api.Answer refused = api.put(AUTHENTICATION, body);

    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.place()).isEqualTo("body." + field);
    assertThat(refused.text()).doesNotContain(CANARY);
    assertThat(configuration().sending().sealedAuthentication()).isNull();
  }

  @Test
  void whereUrlsMustBeHttpsTokensAreFetchedByHttpsOnly() {
    Api live = in(Configuration.EnvironmentKind.LIVE);
    live.post(ENDPOINTS, "{\"url\":\"https://example.com\",\"uid\":\"main\"}");

    Api.Answer refused =
        live.put(
            AUTHENTICATION,
            "{\"type\":\"oauth2\",\"tokenUrl\":\"http://e.com\",\"clientId\":\"c\",\"clientSecret\":\"s\"}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.place()).isEqualTo("body.tokenUrl");
  }

  @Test
  void anAuthenticationAndAHeaderOfThatNameExcludeEachOther() {
    String bearer = "{\"type\":\"bearer\",\"token\":\"t\"}";
    String header = "{\"headers\":{\"authorization\":\"Bearer own\"}}";
    api.put(MAIN + "/headers", header);

    Api.Answer second = api.put(AUTHENTICATION, bearer);
    api.put(MAIN + "/headers", "{\"headers\":{}}");
    Api.Answer alone = api.put(AUTHENTICATION, bearer);
    Api.Answer headerThen = api.patch(MAIN + "/headers", header);

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.field("detail")).contains("Authorization");
    assertThat(alone.status()).isEqualTo(204);
    assertThat(headerThen.status()).isEqualTo(409);
    assertThat(configuration().sealedHeaders()).isNull();
  }

  @Test
  void aClientCertificateIsShownByWhatItSaysAndItsKeyIsSealed() {
    Api.Answer put =
        api.put(
            CERTIFICATE,
            "{\"certificate\":\"%s\",\"privateKey\":\"%s\"}"
                .formatted(json("client.pem"), json("client.key")));

    assertThat(put.status()).as(put.text()).isEqualTo(204);
    var shown = api.get(CERTIFICATE).body().path("certificates").path(0);
    assertThat(shown.path("subject").asText()).isEqualTo("O=Acme,CN=client.example");
    assertThat(shown.path("issuer").asText()).isEqualTo("O=Acme,CN=client.example");
    assertThat(shown.path("serial").asText()).isEqualTo("1f");
    assertThat(shown.path("notAfter").asText()).startsWith("21");
    assertThat(api.get(CERTIFICATE).text()).doesNotContain("PRIVATE", "BEGIN");
    assertThat(opened("/client-certificate", configuration().sending().sealedClientCertificate()))
        .isEqualTo(Map.of("certificate", text("client.pem"), "privateKey", text("client.key")));
    assertThat(api.get("/api/v1/audit-log?thing=" + id).text()).doesNotContain("BEGIN");
    assertThat(api.delete(CERTIFICATE).status()).isEqualTo(204);
    assertThat(configuration().sending().sealedClientCertificate()).isNull();
  }

  @Test
  void ownAuthoritiesAreShownAndPublished() {
    api.put(AUTHORITIES, "{\"pem\":\"" + json("authority.pem") + "\"}");

    assertThat(api.get(AUTHORITIES).field("pem")).isEqualTo(text("authority.pem"));
    assertThat(api.get(AUTHORITIES).body().path("certificates").path(0).path("subject").asText())
        .isEqualTo("CN=authority.example");
    assertThat(configuration().sending().caCertificates()).isEqualTo(text("authority.pem"));
    api.patch(MAIN, "{\"description\":\"d\"}");
    assertThat(configuration().sending().caCertificates()).isEqualTo(text("authority.pem"));
    assertThat(api.delete(AUTHORITIES).status()).isEqualTo(204);
    assertThat(configuration().sending().caCertificates()).isNull();
  }

  @Test
  void ofAnEndpointThatIsNotThereIsNotFound() {
    String bearer = "{\"type\":\"bearer\",\"token\":\"t\"}";

    assertThat(api.get(ENDPOINTS + "/none/authentication").status()).isEqualTo(404);
    assertThat(api.put(ENDPOINTS + "/none/authentication", bearer).status()).isEqualTo(404);
    assertThat(api.delete(ENDPOINTS + "/none/client-certificate").status()).isEqualTo(404);
    assertThat(api.get(ENDPOINTS + "/none/ca-certificates").status()).isEqualTo(404);
    Api other = in(Configuration.EnvironmentKind.TEST);
    assertThat(other.get(ENDPOINTS + "/" + id + "/authentication").status()).isEqualTo(404);
  }

  private Api in(Configuration.EnvironmentKind kind) {
    EnvironmentId environment =
        environments.createIfAbsent(UUID.randomUUID().toString(), kind).id();
    Api made = Api.of(environment);
    made.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}");
    return made;
  }

  @SuppressWarnings("unchecked")
  private Map<String, String> opened(String part, @Nullable String sealed) {
    try {
      String json = new String(masterKey.open(id + part, String.valueOf(sealed)), UTF_8);
      return JsonMapper.builder().build().readValue(json, Map.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Configuration.Endpoint configuration() {
    return (Configuration.Endpoint)
        new ConfigurationTopic(bootstrapServers)
            .entries(Kind.ENDPOINT, id)
            .getLast()
            .configuration()
            .orElseThrow();
  }
}
