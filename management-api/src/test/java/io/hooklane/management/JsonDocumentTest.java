package io.hooklane.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDocumentTest {

  @Test
  void handsOverTheElementsOfOneListWithTheirPlaces() {
    JsonDocument document =
        parse("{\"a\":[{\"b\":\"1\"},{\"b\":2}],\"c\":[{\"b\":\"3\"}],\"d\":1}");
    List<String> found = new ArrayList<>();

    assertThatExceptionOfType(ValidationException.class)
        .isThrownBy(() -> document.forEach("a", it -> found.add(it.text("b", 9, null))))
        .satisfies(e -> assertThat(place(e)).containsExactly("body", "a", "1", "b"));

    document.forEach("c", it -> found.add(it.text("b", 9, null)));
    document.forEach("e", it -> found.add("none"));
    assertThat(found).containsExactly("1", "3");
  }

  @Test
  void itsHeadIsWhatIsNoList() {
    JsonBody head = parse("{\"a\":[1],\"b\":{\"c\":[1]},\"d\":\"x\",\"e\":null}").head();

    assertThat(head.names()).containsExactly("b", "d", "e");
  }

  @Test
  void aPieceIsBoundedTheWholeIsNot() {
    String piece = "[" + "[],".repeat(300_000) + "[]]";

    assertThat(parse("{\"a\":[" + piece + "," + piece + "," + piece + "]}")).isNotNull();
    assertThatExceptionOfType(ValidationException.class)
        .isThrownBy(() -> parse("{\"a\":[[" + piece + "," + piece + "]]}"))
        .satisfies(e -> assertThat(place(e)).containsExactly("body", "a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "[]; value_error",
        "7; value_error",
        "{\"a\":; value_error.jsondecode",
        "{\"a\":1; value_error.jsondecode",
        "{} {}; value_error.jsondecode",
        "{\"a\":1,\"a\":2}; value_error.jsondecode",
      })
  void whatIsNoObjectIsRefused(String text, String type) {
    assertThatExceptionOfType(ValidationException.class)
        .isThrownBy(() -> parse(text))
        .satisfies(e -> assertThat(e.toBody().detail().getFirst().type()).isEqualTo(type));
  }

  @Test
  void aListOfSomethingElseIsRefusedByName() {
    assertThatExceptionOfType(ValidationException.class)
        .isThrownBy(() -> parse("{\"a\":{}}").forEach("a", it -> {}))
        .satisfies(e -> assertThat(place(e)).containsExactly("body", "a"));
    assertThatExceptionOfType(ValidationException.class)
        .isThrownBy(() -> parse("{\"a\":[7]}").forEach("a", it -> {}))
        .satisfies(e -> assertThat(place(e)).containsExactly("body", "a", "0"));
  }

  private static JsonDocument parse(String text) {
    return JsonDocument.parse(text.getBytes(UTF_8));
  }

  private static List<String> place(ValidationException e) {
    return e.toBody().detail().getFirst().loc();
  }
}
