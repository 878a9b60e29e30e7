package io.hooklane.management;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[]",
        "null",
        "\"a\"",
        "1",
        "{}{}",
        "{} x",
        "{'a':1}",
        "{\"a\":NaN}"
      })
  void isAnObjectOrNothing(String json) {
    assertThat(refused(() -> body(json))).isEqualTo(List.of("body"));
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] broken = {'{', '"', 'a', '"', ':', '"', (byte) 0xc3, '"', '}'};

    assertThat(refused(() -> JsonBody.parse(broken))).isEqualTo(List.of("body"));
    assertThat(JsonBody.parse("{\"a\":\"é\"}".getBytes(UTF_16)).text("a", 1, null)).isEqualTo("é");
  }

  @Test
  void refusesTooDeepNesting() {
    String deep = "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";

    assertThat(refused(() -> body(deep))).isEqualTo(List.of("body"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00x"})
  void refusesTextThatCannotBeStoredWhereverItIs(String text) {
    assertThat(refused(() -> body("{\"a\":{\"b\":[1,\"" + text + "\"]}}")))
        .isEqualTo(List.of("body", "a", "b", "1"));
    assertThat(refused(() -> body("{\"a\":{\"" + text + "\":1}}"))).startsWith("body");
  }

  @Test
  void tellsAbsentFromNull() {
    JsonBody body = body("{\"a\":null}");

    assertThat(body.nullableText("a", 9, "before")).isNull();
    assertThat(body.nullableText("b", 9, "before")).isEqualTo("before");
    assertThat(refused(() -> body.text("a", 9, "before"))).isEqualTo(List.of("body", "a"));
    assertThat(refused(() -> body.text("b", 9, null))).isEqualTo(List.of("body", "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e2", "\"1\"", "0", "11", "99999999999999999999", "true", "[]"})
  void refusesWhatIsNoNumberWithinBounds(String number) {
    assertThat(refused(() -> body("{\"n\":" + number + "}").nullableInteger("n", 1, 10, null)))
        .isEqualTo(List.of("body", "n"));
  }

  @Test
  void namesThePlaceInsideListsAndObjects() {
    JsonBody body =
        body("{\"l\":[\"a\",1],\"r\":[\"a\",\"a\"],\"e\":[],\"m\":{\"k\":{}},\"o\":{\"p\":1}}");

    assertThat(refused(() -> body.nullableTexts("l", 9, 9, null)))
        .isEqualTo(List.of("body", "l", "1"));
    assertThat(refused(() -> body.nullableTexts("r", 9, 9, null))).isEqualTo(List.of("body", "r"));
    assertThat(refused(() -> body.nullableTexts("e", 9, 9, null))).isEqualTo(List.of("body", "e"));
    assertThat(refused(() -> body.textMap("m", 9, Map.of()))).isEqualTo(List.of("body", "m", "k"));
    JsonBody inner = Objects.requireNonNull(body.nullableObject("o"));
    assertThat(refused(() -> inner.text("p", 9, null))).isEqualTo(List.of("body", "o", "p"));
  }

  @Test
  void theNewerNameIsReadWhenBothAreThere() {
    assertThat(body("{\"old\":1,\"new\":2}").named("new", "old")).isEqualTo("new");
    assertThat(body("{\"old\":1}").named("new", "old")).isEqualTo("old");
    assertThat(body("{}").named("new", "old")).isEqualTo("new");
  }

  private static JsonBody body(String json) {
    return JsonBody.parse(json.getBytes(UTF_8));
  }

  private static List<String> refused(Runnable reading) {
    ValidationException[] refusal = new ValidationException[1];
    assertThatExceptionOfType(ValidationException.class)
        .isThrownBy(reading::run)
        .satisfies(it -> refusal[0] = it);
    return refusal[0].toBody().detail().getFirst().loc();
  }
}
