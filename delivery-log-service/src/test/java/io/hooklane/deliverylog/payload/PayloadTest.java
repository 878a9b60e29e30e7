package io.hooklane.deliverylog.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\" : 1.10,\"a\":2}", "[ ]", " null\n", "1e400", "\"\\u00e9 é\"", "{}"})
  void showsJsonAsItWasPublished(String payload) {
    assertThat(Payload.asJson(payload.getBytes(StandardCharsets.UTF_8))).isEqualTo(payload);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "{a:1}", "hello \"you\"\n", "[1,]", "NaN"})
  void showsOtherTextsAsOneString(String payload) throws Exception {
    String shown = Payload.asJson(payload.getBytes(StandardCharsets.UTF_8));

    assertThat(new ObjectMapper().readTree(shown).textValue()).isEqualTo(payload);
  }

  @Property
  void anyBytesBecomeJson(@ForAll byte[] payload) throws Exception {
    assertThat(new ObjectMapper().readTree(Payload.asJson(payload))).isNotNull();
  }
}
