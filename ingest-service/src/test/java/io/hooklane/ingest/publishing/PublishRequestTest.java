package io.hooklane.ingest.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hooklane.management.ValidationErrorBody;
import io.hooklane.management.ValidationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishRequestTest {

  @Test
  void keepsThePayloadByteForByte() {
    PublishRequest request =
        parse(
            """
            {"eventType":"a.b", "payload" : { "x":1.0,
              "x" : "\\u00e9\\/" }, "eventId":"e-1","channels":["c"],"payloadRetentionPeriod":30}
            """);

    assertThat(request.body())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{ \"x\":1.0,\n  \"x\" : \"\\u00e9\\/\" }");
    assertThat(request.eventType()).isEqualTo("a.b");
    assertThat(request.eventId()).isEqualTo("e-1");
    assertThat(request.channels()).containsExactly("c");
  }

  @Test
  void takesDataForPayloadAndTheLastOfTwo() {
    assertThat(parse("{\"eventType\":\"a\",\"data\":{\"n\":1},\"payload\":{\"n\":2}}").body())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"n\":2}");
  }

  @Test
  void sendsARawPayloadInThePayloadsPlace() {
    PublishRequest request =
        parse(
            "{\"eventType\":\"a\",\"payload\":{},\"transformationsParams\":{\"rawPayload\":\"<a/>é\","
                + "\"headers\":{\"content-type\":\"application/xml\"}}}");

    assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("<a/>é");
    assertThat(request.contentType()).isEqualTo("application/xml");
    assertThat(request.echo().bytes()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
  }

  @Test
  void takesNullForAbsent() {
    PublishRequest request =
        parse("{\"eventType\":\"a\",\"eventId\":null,\"channels\":null,\"payload\":{}}");

    assertThat(request.eventId()).isNull();
    assertThat(request.channels()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"payload\":{}} | body.eventType",
        "{\"eventType\":1,\"payload\":{}} | body.eventType",
        "{\"eventType\":\"a b\",\"payload\":{}} | body.eventType",
        "{\"eventType\":\"\",\"payload\":{}} | body.eventType",
        "{\"eventType\":\"a\"} | body.payload",
        "{\"eventType\":\"a\",\"payload\":null} | body.payload",
        "{\"eventType\":\"a\",\"payload\":[{}]} | body.payload",
        "{\"eventType\":\"a\",\"payload\":\"{}\"} | body.payload",
        "{\"eventType\":\"a\",\"payload\":{},\"eventId\":\"a/b\"} | body.eventId",
        "{\"eventType\":\"a\",\"payload\":{},\"eventId\":\"\"} | body.eventId",
        "{\"eventType\":\"a\",\"payload\":{},\"channels\":[]} | body.channels",
        "{\"eventType\":\"a\",\"payload\":{},\"channels\":\"c\"} | body.channels",
        "{\"eventType\":\"a\",\"payload\":{},\"channels\":[\"c\",\"d e\"]} | body.channels.1",
        "{\"eventType\":\"a\",\"payload\":{},\"channels\":[\"c\",\"c\"]} | body.channels.1",
        "{\"eventType\":\"a\",\"payload\":{},\"channels\":[1]} | body.channels.0",
        "{\"eventType\":\"a\",\"payload\":{},\"channels\":[\"c\",null]} | body.channels.1",
        "{\"eventType\":\"a\",\"payload\":{},\"channels\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]} |"
            + " body.channels",
      })
  void namesTheFieldThatIsWrong(String body, String loc) {
    List<ValidationErrorBody.Item> wrong = wrongWith(body);

    assertThat(wrong).extracting(item -> String.join(".", item.loc())).contains(loc);
    assertThat(wrong).extracting(ValidationErrorBody.Item::type).containsOnly("value_error");
  }

  @Test
  void boundsTheLengthOfNames() {
    String longest = "x".repeat(256);
    assertThat(parse("{\"eventType\":\"" + longest + "\",\"payload\":{}}").eventType())
        .isEqualTo(longest);

    assertThat(wrongWith("{\"eventType\":\"" + longest + "x\",\"payload\":{}}")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "1", "{", "{\"eventType\":\"a\",\"payload\":{}", "{} {}", "{'a':1}"})
  void saysWhatIsNotJson(String body) {
    assertThat(wrongWith(body))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.loc()).containsExactly("body");
              assertThat(item.type()).isEqualTo("value_error.jsondecode");
            });
  }

  private static List<ValidationErrorBody.Item> wrongWith(String body) {
    ValidationException wrong = catchThrowableOfType(ValidationException.class, () -> parse(body));
    return wrong.toBody().detail();
  }

  private static PublishRequest parse(String body) {
    return PublishRequest.parse(body.getBytes(StandardCharsets.UTF_8));
  }
}
