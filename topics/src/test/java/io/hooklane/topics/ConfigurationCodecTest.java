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
import io.hooklane.contracts.configuration.Configuration.Key;
import io.hooklane.contracts.configuration.Configuration.Secret;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
            new Environment(ENVIRONMENT, "live", EnvironmentKind.LIVE, true),
            "environment/" + ENVIRONMENT,
            """
            {"id":"%s","name":"live","kind":"LIVE","webhooksEnabled":true}"""
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
                List.of(Duration.ofMinutes(5))),
            "endpoint/" + ENDPOINT,
            """
            {"id":"%s","environment":"%s","application":"%s","uid":"billing",\
            "url":"https://example.com/hooks","disabled":false,"eventTypes":["order.*"],\
            "channels":["client_A"],\
            "secrets":[{"sealed":"c2VhbGVk","expiresAt":"2026-11-22T12:00:00Z"}],\
            "retrySchedule":["PT5M"]}"""
                .formatted(ENDPOINT, ENVIRONMENT, APPLICATION)),
        Arguments.of(
            new EventType(ENVIRONMENT, "order.reminder", false),
            "event-type/" + ENVIRONMENT + "/order.reminder",
            """
            {"environment":"%s","name":"order.reminder","archived":false}"""
                .formatted(ENVIRONMENT)),
        Arguments.of(
            new Key(KEY, null, "operator", "ab12", List.of("read", "operate"), null),
            "key/" + KEY,
            """
            {"id":"%s","name":"operator","hash":"ab12","scopes":["read","operate"]}"""
                .formatted(KEY)));
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
  void aFieldOfALaterReleaseIsIgnored() {
    Environment environment = new Environment(ENVIRONMENT, "live", EnvironmentKind.LIVE, true);
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
