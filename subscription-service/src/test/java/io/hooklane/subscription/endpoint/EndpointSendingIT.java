package io.hooklane.subscription.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.Configuration.HttpVersion;
import io.hooklane.contracts.configuration.Configuration.Ordering;
import io.hooklane.contracts.configuration.Configuration.Sending;
import io.hooklane.contracts.configuration.Configuration.Signature;
import io.hooklane.contracts.configuration.Configuration.SignatureStyle;
import io.hooklane.contracts.configuration.Configuration.WhenTooOld;
import io.hooklane.contracts.configuration.ConfigurationKey.Kind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.ConfigurationTopic;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of an endpoint that say in what order, how signed and over what it is sent to. */
@QuarkusTest
@WithTestResource(TestServers.class)
class EndpointSendingIT {

  private static final String ENDPOINTS = "/api/v1/app/acme/endpoint";
  private static final String MAIN = ENDPOINTS + "/main";

  @Inject Environments environments;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private Api api;
  private String id;

  @BeforeEach
  void anEndpoint() {
    EnvironmentId environment =
        environments
            .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
            .id();
    api = Api.of(environment);
    api.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}");
    id = api.post(ENDPOINTS, "{\"url\":\"https://example.com\",\"uid\":\"main\"}").field("id");
  }

  @Test
  void isAsUsualAtFirst() {
    Api.Answer shown = api.get(MAIN);

    assertThat(shown.body().has("ordering")).isFalse();
    assertThat(shown.body().path("signature").toString()).isEqualTo("{\"style\":\"standard\"}");
    assertThat(shown.field("httpVersion")).isEqualTo("1.1");
    assertThat(configuration().sending()).isEqualTo(Sending.STANDARD);
  }

  @Test
  void whatIsSetComesBackAndIsPublished() {
    Api.Answer changed =
        api.patch(
            MAIN,
            """
            {"ordering":{"maximumAge":"PT90M","whenTooOld":"disable"},"httpVersion":"2",
             "signature":{"style":"timestamped-hex","header":"X-Acme-Signature"},"throttleRate":5}
            """);

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().path("ordering").toString())
        .isEqualTo("{\"maximumAge\":\"PT1H30M\",\"whenTooOld\":\"disable\"}");
    assertThat(changed.body().path("signature").toString())
        .isEqualTo("{\"style\":\"timestamped-hex\",\"header\":\"X-Acme-Signature\"}");
    assertThat(changed.field("httpVersion")).isEqualTo("2");
    assertThat(api.get(MAIN).body()).isEqualTo(changed.body());
    assertThat(configuration().sending())
        .isEqualTo(
            new Sending(
                new Ordering(Duration.ofMinutes(90), WhenTooOld.DISABLE),
                new Signature(SignatureStyle.TIMESTAMPED_HEX, "X-Acme-Signature"),
                HttpVersion.HTTP_2,
                null,
                null,
                null));
  }

  @Test
  void anOrderThatSaysNothingElseIsKeptForADayAndSkips() {
    api.patch(MAIN, "{\"ordering\":{},\"signature\":{\"style\":\"svix\"}}");

    assertThat(configuration().sending().ordering())
        .isEqualTo(new Ordering(Duration.ofDays(1), WhenTooOld.SKIP));
    assertThat(configuration().sending().signature())
        .isEqualTo(new Signature(SignatureStyle.SVIX_NAMES, null));
  }

  @Test
  void nullIsAsUsualAgain() {
    api.patch(MAIN, "{\"ordering\":{},\"signature\":{\"style\":\"svix\"},\"httpVersion\":\"2\"}");

    api.patch(MAIN, "{\"ordering\":null,\"signature\":null,\"httpVersion\":null}");

    assertThat(configuration().sending()).isEqualTo(Sending.STANDARD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"ordering\":{\"maximumAge\":\"PT59S\"} | body.ordering.maximumAge",
        "\"ordering\":{\"maximumAge\":\"P7DT1S\"} | body.ordering.maximumAge",
        "\"ordering\":{\"maximumAge\":\"a day\"} | body.ordering.maximumAge",
        "\"ordering\":{\"maximumAge\":60} | body.ordering.maximumAge",
        "\"ordering\":{\"whenTooOld\":\"SKIP\"} | body.ordering.whenTooOld",
        "\"ordering\":true | body.ordering",
        "\"signature\":{} | body.signature.style",
        "\"signature\":{\"style\":\"rot13\"} | body.signature.style",
        "\"signature\":{\"style\":null} | body.signature.style",
        "\"signature\":{\"style\":\"svix\",\"header\":\"X-A\"} | body.signature.header",
        "\"signature\":{\"style\":\"timestamped-hex\"} | body.signature.header",
        "\"signature\":{\"style\":\"timestamped-hex\",\"header\":\"\"} | body.signature.header",
        "\"signature\":{\"style\":\"timestamped-hex\",\"header\":\"X A\"} | body.signature.header",
        "\"signature\":{\"style\":\"timestamped-hex\",\"header\":\"X\\r\\nY\"} | body.signature.header",
        "\"signature\":{\"style\":\"timestamped-hex\",\"header\":\"Host\"} | body.signature.header",
        "\"signature\":{\"style\":\"timestamped-hex\",\"header\":\"webhook-id\"} | body.signature.header",
        "\"signature\":{\"style\":\"timestamped-hex\",\"header\":\"Authorization\"} | body.signature.header",
        "\"signature\":\"svix\" | body.signature",
        "\"httpVersion\":\"3\" | body.httpVersion",
        "\"httpVersion\":2 | body.httpVersion",
        "\"retrySchedule\":{\"preset\":\"never\"} | body.retrySchedule.preset",
      })
  void whatIsWrongIsNamedAndChangesNothing(String field, String place) {
    Api.Answer refused = api.patch(MAIN, "{" + field + "}");

    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.place()).isEqualTo(place);
    assertThat(configuration().sending()).isEqualTo(Sending.STANDARD);
  }

  @Test
  void aPairOfKeysCannotSignInHexadecimal() {
    String hex = "\"signature\":{\"style\":\"timestamped-hex\",\"header\":\"X-Signature\"}";
    String pair = "{\"url\":\"https://example.com\",\"secretType\":\"ed25519\"";
    String made = api.post(ENDPOINTS, pair + "}").field("id");
    api.patch(MAIN, "{" + hex + "}");

    assertThat(api.post(ENDPOINTS, pair + "," + hex + "}").place()).isEqualTo("body.signature");
    assertThat(api.patch(ENDPOINTS + "/" + made, "{" + hex + "}").place())
        .isEqualTo("body.signature");
    assertThat(api.post(MAIN + "/secret/rotate", "{\"secretType\":\"ed25519\"}").place())
        .isEqualTo("body.secretType");
    assertThat(configuration().secrets()).hasSize(1);
  }

  @Test
  void oneHeaderCannotBeTheSignatureAndTheEndpointsOwn() {
    String hex = "{\"signature\":{\"style\":\"timestamped-hex\",\"header\":\"X-Signed\"}}";
    api.put(MAIN + "/headers", "{\"headers\":{\"x-signed\":\"by me\"}}");

    Api.Answer refused = api.patch(MAIN, hex);
    api.put(MAIN + "/headers", "{\"headers\":{}}");
    Api.Answer changed = api.patch(MAIN, hex);
    Api.Answer header = api.patch(MAIN + "/headers", "{\"headers\":{\"X-SIGNED\":\"by me\"}}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(header.status()).isEqualTo(409);
    assertThat(configuration().sealedHeaders()).isNull();
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
