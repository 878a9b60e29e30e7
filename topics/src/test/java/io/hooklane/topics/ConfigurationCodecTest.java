package io.hooklane.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.contracts.configuration.Configuration.Environment;
import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.contracts.configuration.Configuration.EventType;
import io.hooklane.contracts.configuration.Configuration.HttpVersion;
import io.hooklane.contracts.configuration.Configuration.Key;
import io.hooklane.contracts.configuration.Configuration.Ordering;
import io.hooklane.contracts.configuration.Configuration.Secret;
import io.hooklane.contracts.configuration.Configuration.Sending;
import io.hooklane.contracts.configuration.Configuration.Signature;
import io.hooklane.contracts.configuration.Configuration.SignatureStyle;
import io.hooklane.contracts.configuration.Configuration.WhenTooOld;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON here is what the last release wrote: a change that fails must be made additive. */
class ConfigurationCodecTest {

  private static final EnvironmentId ENVIRONMENT = new EnvironmentId("env_" + "1".repeat(27));
  private static final ApplicationId APPLICATION = new ApplicationId("app_" + "2".repeat(27));
  private static final EndpointId ENDPOINT = new EndpointId("ep_" + "3".repeat(27));
  private static final KeyId KEY = new KeyId("key_" + "4".repeat(27));

  static Stream<Arguments> golden() {
    return Stream.of(
        Arguments.of(
            new Environment(
                ENVIRONMENT,
                "live",
                EnvironmentKind.LIVE,
                true,
                List.of(Duration.ofMinutes(5)),
                Duration.ofDays(30),
                Map.of("customer", "/customer/id")),
            "environment/" + ENVIRONMENT,
            """
            {"id":"%s","name":"live","kind":"LIVE","webhooksEnabled":true,\
            "retrySchedule":["PT5M"],"retention":"PT720H","searchAttributes":{"customer":"/customer/id"}}"""
                .formatted(ENVIRONMENT)),
        Arguments.of(
            new Application(APPLICATION, ENVIRONMENT, null, "Acme", 100),
            "application/" + APPLICATION,
            """
            {"id":"%s","environment":"%s","name":"Acme","throttleRate":100}"""
                .formatted(APPLICATION, ENVIRONMENT)),
        Arguments.of(
            new Endpoint(
                ENDPOINT,
                ENVIRONMENT,
                APPLICATION,
                "billing",
                "https://example.com/hooks",
                false,
                List.of("order.*"),
                List.of("client_A"),
                List.of(new Secret("c2VhbGVk", Instant.parse("2026-11-22T12:00:00Z"))),
                null,
                List.of(Duration.ofMinutes(5)),
                "Billing",
                Instant.parse("2026-11-22T12:00:00Z"),
                "aGVhZGVycw==",
                Instant.parse("2026-11-21T12:00:00Z"),
                Instant.parse("2026-11-21T13:00:00Z"),
                new Sending(
                    new Ordering(Duration.ofHours(6), WhenTooOld.DISABLE),
                    new Signature(SignatureStyle.TIMESTAMPED_HEX, "x-signature"),
                    HttpVersion.HTTP_2,
                    "YXV0aA==",
                    "Y2VydA==",
                    "-----BEGIN CERTIFICATE-----")),
            "endpoint/" + ENDPOINT,
            """
            {"id":"%s","environment":"%s","application":"%s","uid":"billing",\
            "url":"https://example.com/hooks","disabled":false,"eventTypes":["order.*"],\
            "channels":["client_A"],\
            "secrets":[{"sealed":"c2VhbGVk","expiresAt":"2026-11-22T12:00:00Z"}],\
            "retrySchedule":["PT5M"],"description":"Billing",\
            "activeFrom":"2026-11-22T12:00:00Z","sealedHeaders":"aGVhZGVycw==",\
            "createdAt":"2026-11-21T12:00:00Z","updatedAt":"2026-11-21T13:00:00Z",\
            "sending":{"ordering":{"maximumAge":"PT6H","whenTooOld":"DISABLE"},\
            "signature":{"style":"TIMESTAMPED_HEX","header":"x-signature"},\
            "httpVersion":"HTTP_2","sealedAuthentication":"YXV0aA==",\
            "sealedClientCertificate":"Y2VydA==",\
            "caCertificates":"-----BEGIN CERTIFICATE-----"}}"""
                .formatted(ENDPOINT, ENVIRONMENT, APPLICATION)),
        Arguments.of(
            new EventType(ENVIRONMENT, "order.reminder", false),
            "event-type/" + ENVIRONMENT + "/order.reminder",
            """
            {"environment":"%s","name":"order.reminder","archived":false}"""
                .formatted(ENVIRONMENT)),
        Arguments.of(
            new Key(
                KEY,
                ENVIRONMENT,
                APPLICATION,
                "portal",
                "ab12",
                List.of("read"),
                List.of("ViewBase"),
                List.of("beta"),
                Instant.parse("2026-11-22T12:00:00Z")),
            "key/" + KEY,
            """
            {"id":"%s","environment":"%s","application":"%s","name":"portal","hash":"ab12",\
            "scopes":["read"],"capabilities":["ViewBase"],"featureFlags":["beta"],\
            "expiresAt":"2026-11-22T12:00:00Z"}"""
                .formatted(KEY, ENVIRONMENT, APPLICATION)));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void isWrittenAndReadAsItWas(Configuration configuration, String key, String json) {
    assertThat(configuration.key().text()).isEqualTo(key);
    assertThat(new String(ConfigurationCodec.write(configuration), StandardCharsets.UTF_8))
        .isEqualTo(json);
    assertThat(ConfigurationCodec.read(configuration.key(), bytes(json))).isEqualTo(configuration);
    assertThat(ConfigurationKey.parse(key)).contains(configuration.key());
  }

  @Test
  void whatTheFirstReleaseWroteIsRead() {
    Key key =
        new Key(KEY, null, null, "operator", "ab12", List.of("operate"), List.of(), null, null);
    String json =
        """
        {"id":"%s","name":"operator","hash":"ab12","scopes":["operate"]}"""
            .formatted(KEY);

    assertThat(ConfigurationCodec.read(key.key(), bytes(json))).isEqualTo(key);
  }

  @Test
  void anEndpointOfTheFirstReleaseIsRead() {
    Endpoint endpoint =
        new Endpoint(
            ENDPOINT,
            ENVIRONMENT,
            APPLICATION,
            null,
            "https://example.com/hooks",
            false,
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            "",
            null,
            null,
            null,
            null,
            Sending.STANDARD);
    String json =
        """
        {"id":"%s","environment":"%s","application":"%s","url":"https://example.com/hooks"}"""
            .formatted(ENDPOINT, ENVIRONMENT, APPLICATION);

    assertThat(ConfigurationCodec.read(endpoint.key(), bytes(json))).isEqualTo(endpoint);
  }

  @Test
  void anEnvironmentOfAnEarlierReleaseHasNoSearchAttributes() {
    Environment environment =
        new Environment(ENVIRONMENT, "live", EnvironmentKind.LIVE, true, null, null, Map.of());
    String json = "{\"id\":\"" + ENVIRONMENT.value() + "\",\"name\":\"live\",\"kind\":\"LIVE\"";

    assertThat(
            ConfigurationCodec.read(environment.key(), bytes(json + ",\"webhooksEnabled\":true}")))
        .isEqualTo(environment);
  }

  @Test
  void aFieldOfALaterReleaseIsIgnored() {
    Environment environment =
        new Environment(ENVIRONMENT, "live", EnvironmentKind.LIVE, true, null, null, Map.of());
    String json = new String(ConfigurationCodec.write(environment), StandardCharsets.UTF_8);

    assertThat(
            ConfigurationCodec.read(
                environment.key(), bytes(json.replace("{\"id\"", "{\"new\":{},\"id\""))))
        .isEqualTo(environment);
  }

  @Test
  void aKindOfALaterReleaseIsUnknownNotAnError() {
    assertThat(ConfigurationKey.parse("portal/prt_1")).isEmpty();
  }

  @Test
  void anUnreadableValueNamesItsKey() {
    ConfigurationKey key = new ConfigurationKey(ConfigurationKey.Kind.KEY, KEY.value());

    assertThatThrownBy(() -> ConfigurationCodec.read(key, bytes("{\"id\":\"app_1\"}")))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining(key.text());
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
