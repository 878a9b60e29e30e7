package io.hooklane.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonSliceTest {

  @Property(tries = 500)
  void findsAValueAsTheBytesThatItCameAs(
      @ForAll("values") String before,
      @ForAll("values") String value,
      @ForAll("values") String after,
      @ForAll("spaces") String space)
      throws IOException {
    String document =
        space
            + "{\"before\""
            + space
            + ":"
            + before
            + ",\"v\":"
            + space
            + value
            + space
            + ","
            + "\"after\":["
            + after
            + space
            + ","
            + value
            + "]}"
            + space;

    assertThat(found(document, "/v")).isEqualTo(value);
    assertThat(found(document, "/after/1")).isEqualTo(value);
    assertThat(found(document, "")).isEqualTo(document.strip());
  }

  @Property(tries = 200)
  void findsAValueThatIsTheWholeDocument(
      @ForAll("values") String value, @ForAll("spaces") String space) throws IOException {
    assertThat(found(space + value + space, "")).isEqualTo(value);
  }

  @Example
  void takesTheLastOfMembersWithOneName() throws IOException {
    assertThat(found("{\"a\":1,\"a\":{\"b\":2},\"a\":{\"b\": 3 }}", "/a/b")).isEqualTo("3");
  }

  @Example
  void refusesWhatIsNoDocument() {
    for (String text :
        List.of("", " ", "{", "{}}", "{} {}", "{\"a\":}", "nul", "\uFEFF{}", "[".repeat(5_000))) {
      assertThatThrownBy(() -> JsonSlice.requireDocument(utf8(text)))
          .as(text)
          .isInstanceOf(JsonProcessingException.class);
    }
  }

  @Provide
  Arbitrary<String> spaces() {
    return Arbitraries.strings().withChars(' ', '\n', '\t', '\r').ofMaxLength(3);
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> texts =
        Arbitraries.of("a", "é", "\\u00e9", "\\/", "\\\"", "}", "]", ",", "😀", "\\n", "\u2028")
            .list()
            .ofMaxSize(5)
            .map(parts -> "\"" + String.join("", parts) + "\"");
    Arbitrary<String> scalars =
        Arbitraries.oneOf(
            texts,
            Arbitraries.of(
                "0", "-1.50", "1E400", "1e-7", "true", "false", "null", "12345678901234567890123"));
    return Arbitraries.recursive(() -> scalars, JsonSliceTest::containers, 0, 3);
  }

  private static Arbitrary<String> containers(Arbitrary<String> values) {
    Arbitrary<List<String>> lists = values.list().ofMaxSize(3);
    return Arbitraries.oneOf(
        lists.map(items -> items.stream().collect(Collectors.joining(" , ", "[ ", "]"))),
        lists.map(
            items ->
                items.stream()
                    .map(item -> "\"k\" :" + item)
                    .collect(Collectors.joining(",\n", "{", " }"))));
  }

  private static String found(String document, String pointer) throws IOException {
    return JsonPath.find(utf8(document), JsonPointer.compile(pointer))
        .map(slice -> new String(slice.bytes(), StandardCharsets.UTF_8))
        .orElse("nothing");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
