package io.hooklane.subscription.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadSchemaTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"type\":\"strin\"}; type",
        "{\"properties\":{\"a\":{\"minLength\":-1}}}; properties.a.minLength",
        "{\"properties\":{\"a\":{\"$ref\":\"#/nowhere\"}}}; ''",
        "{\"properties\":{\"a\":{\"pattern\":\"(\"}}}; ''",
        "{\"$schema\":\"https://example.com/own\"}; $schema",
        "{\"properties\":{\"a\":{\"$schema\":\"https://example.com/own\"}}};"
            + " properties.a.$schema",
        "{\"$ref\":\"#\"}; ''",
        "{\"properties\":{\"a\":{\"allOf\":[{\"$ref\":\"#/properties/a\"}]}}}; properties.a",
      })
  void namesThePlaceThatIsNoSchema(String schema, String place) {
    assertThatExceptionOfType(UnusableSchemaException.class)
        .isThrownBy(() -> PayloadSchema.parse(json(schema)))
        .satisfies(e -> assertThat(String.join(".", e.misfit().place())).isEqualTo(place))
        .satisfies(e -> assertThat(e.misfit().why()).isNotBlank());
  }

  @Test
  void fetchesNothing() throws IOException {
    // Given
    AtomicInteger fetched = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext("/", exchange -> fetched.incrementAndGet());
    server.start();
    String remote = "http://127.0.0.1:" + server.getAddress().getPort() + "/schema";

    // When
    for (String form :
        new String[] {
          "{\"$ref\":\"%s\"}",
          "{\"properties\":{\"$ref\":{\"$ref\":\"%s\"}}}",
          "{\"$id\":\"%s\",\"properties\":{\"a\":{\"$ref\":\"other\"}}}",
          "{\"$schema\":\"%s\"}",
          "{\"$dynamicRef\":\"%s\"}",
          "{\"x\":{\"$ref\":\"%s\"},\"$ref\":\"#/x\"}",
          "{\"const\":{\"$ref\":\"%s\"},\"properties\":{\"a\":{\"$ref\":\"#/const\"}}}",
        }) {
      assertThatExceptionOfType(UnusableSchemaException.class)
          .isThrownBy(() -> PayloadSchema.parse(json(form.formatted(remote))));
    }
    for (String file : new String[] {"file:///etc/hostname", "classpath:application.properties"}) {
      assertThatExceptionOfType(UnusableSchemaException.class)
          .isThrownBy(() -> PayloadSchema.parse(json("{\"$ref\":\"" + file + "\"}")));
    }

    // Then
    server.stop(0);
    assertThat(fetched).hasValue(0);
  }

  @Test
  void aPropertyNamedLikeAReferenceIsNone() {
    assertThat(
            PayloadSchema.parse(
                    json(
                        "{\"properties\":{\"$ref\":{\"type\":\"string\"}},\"const\":{\"$ref\":\"x\"}}"))
                .misfitOf(json("{\"$ref\":\"x\"}")))
        .isEmpty();
  }

  @Test
  @Timeout(20)
  void anExpressionThatTakesForEverIsGivenUp() {
    PayloadSchema schema =
        PayloadSchema.parse(
            json("{\"properties\":{\"a\":{\"pattern\":\"^(a|a)*(a|aa)+\\\\1$\"}}}"));

    assertThat(schema.misfitOf(json("{\"a\":\"" + "a".repeat(5_000) + "!\"}"))).isPresent();
  }

  @Test
  void alternativesWithoutEndAreRefused() {
    StringBuilder schema = new StringBuilder("{\"$ref\":\"#/$defs/d40\",\"$defs\":{\"d0\":{}");
    for (int i = 1; i <= 40; i++) {
      schema.append(
          ",\"d%d\":{\"allOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%d\"}]}"
              .formatted(i, i - 1, i - 1));
    }

    assertThatExceptionOfType(UnusableSchemaException.class)
        .isThrownBy(() -> PayloadSchema.parse(json(schema.append("}}").toString())))
        .withMessageContaining("Too many");
  }

  @Test
  void namesThePlaceThatDoesNotFit() {
    PayloadSchema schema =
        PayloadSchema.parse(json("{\"properties\":{\"a\":{\"items\":{\"type\":\"integer\"}}}}"));

    assertThat(schema.misfitOf(json("{\"a\":[1,\"x\"]}")))
        .hasValueSatisfying(it -> assertThat(it.place()).containsExactly("a", "1"));
    assertThat(schema.misfitOf(json("{\"a\":[1]}"))).isEmpty();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
