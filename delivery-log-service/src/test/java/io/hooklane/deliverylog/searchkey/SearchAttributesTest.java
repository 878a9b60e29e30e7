package io.hooklane.deliverylog.searchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchAttributesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a | {'a':'x'} | x",
        "/a/b | {'z':{'a':{'b':'no'}},'a':{'c':[1,{}],'b':'x'}} | x",
        "/a~1b/c~0d | {'a/b':{'c~d':'x'}} | x",
        "/a/1 | {'a':['no','x']} | x",
        "/a/1/b | {'a':[{'b':'no'},{'b':'x'}]} | x",
        "/a/1 | {'a':{'1':'x'}} | x",
        "/a | {'a':['x','y','x']} | x,y",
        "/a | {'a':['x',['no'],{'b':'no'},null]} | x",
        "/a | {'a':12.50} | 12.50",
        "/a | {'a':1e3} | 1e3",
        "/a | {'a':12345678901234567890123} | 12345678901234567890123",
        "/a | {'a':true} | true",
        "/a | {'a':'é\\u00e9'} | éé",
        "/a/ | {'a':{'':'x'}} | x",
        "/a | {'a':'x','a':'y'} | x,y"
      })
  void findsTheValuesThatAPointerLeadsTo(String pointer, String payload, String values) {
    assertThat(keys(Map.of("n", pointer), payload))
        .extracting(SearchKey::value)
        .containsExactly(values.split(","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':null}",
        "{'a':{'b':1}}",
        "{'a':''}",
        "{'b':'x'}",
        "{'a':'x'",
        "{'a':'x'} {",
        "<a>x</a>",
        "",
        "[]",
        "{'a':'x\\u0000'}"
      })
  void findsNothingElsewhere(String payload) {
    assertThat(keys(Map.of("n", "/a"), payload)).isEmpty();
  }

  @Test
  void namesEachValueByItsAttribute() {
    assertThat(keys(Map.of("one", "/a", "two", "/b/c", "three", "/a"), "{'b':{'c':1},'a':1}"))
        .containsExactlyInAnyOrder(
            new SearchKey("one", "1"), new SearchKey("two", "1"), new SearchKey("three", "1"));
  }

  @Test
  void leavesOutValuesThatAreTooLong() {
    String longest = "x".repeat(SearchKey.LONGEST_VALUE);

    assertThat(keys(Map.of("n", "/a"), "{'a':['" + longest + "','" + longest + "y']}"))
        .containsExactly(new SearchKey("n", longest));
  }

  @Test
  void keepsTheFirstOfManyValues() {
    String many =
        IntStream.range(0, 1_000).mapToObj(Integer::toString).collect(Collectors.joining(","));

    assertThat(keys(Map.of("n", "/a"), "{'a':[" + many + "]}"))
        .hasSize(SearchAttributes.MOST_KEYS)
        .contains(new SearchKey("n", "0"), new SearchKey("n", "63"));
  }

  @Test
  void looksIntoNothingThatNestsTooDeeply() {
    assertThat(keys(Map.of("n", "/a"), "{'a':1,'b':" + "[".repeat(200) + "]".repeat(200) + "}"))
        .isEmpty();
  }

  @Property(tries = 200)
  void neverFailsWhateverThePayloadIs(@ForAll byte[] payload) {
    assertThat(SearchAttributes.of(Map.of("n", "/a")).keysOf(payload)).isNotNull();
  }

  /** What is recorded must be found by a later release too. */
  @Test
  void theHashStays() {
    assertThat(new SearchKey("customer", "é").hash()).isEqualTo(8028308272514550626L);
  }

  private static List<SearchKey> keys(Map<String, String> pointers, String payload) {
    return SearchAttributes.of(pointers)
        .keysOf(payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
