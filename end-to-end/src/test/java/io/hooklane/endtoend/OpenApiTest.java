package io.hooklane.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hooklane.endtoend.OpenApi.Operation;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge of answers sees what is wrong, in both versions of OpenAPI. */
class OpenApiTest {

  private static final String OLD =
      """
      {"openapi":"3.0.2","paths":{"/a":{"get":{"operationId":"a","responses":{
        "200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/A"}}}},
        "204":{}}}}},
       "components":{"schemas":{"A":{"type":"object","required":["at"],"properties":{
         "at":{"type":"string","format":"date-time"},
         "uid":{"type":"string","nullable":true,"maxLength":3}}}}}}
      """;

  private static final String NEW =
      OLD.replace("3.0.2", "3.1.0")
          .replace("\"type\":\"string\",\"nullable\":true", "\"type\":[\"string\",\"null\"]");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {"at":"2026-01-01T00:00:00Z"}              | 0
          200 | {"at":"2026-01-01T00:00:00Z","uid":null}   | 0
          200 | {"at":"2026-01-01T00:00:00Z","uid":"long"} | 1
          200 | {"at":"yesterday"}                         | 1
          200 | {"at":null}                                | 1
          200 | {}                                         | 1
          200 | []                                         | 1
          204 | {}                                         | 1
          418 | {}                                         | 1
          """)
  void countsWhatIsWrong(int status, String body, int faults) throws JsonProcessingException {
    for (String document : List.of(OLD, NEW)) {
      OpenApi api = new OpenApi(Json.MAPPER.readTree(document));
      Operation operation = api.operations().getFirst();

      assertThat(api.faults(operation, answer(status, body))).as(document).hasSize(faults);
    }
  }

  @Test
  void nothingIsRightWhereNoBodyIsDeclared() throws JsonProcessingException {
    OpenApi api = new OpenApi(Json.MAPPER.readTree(NEW));

    assertThat(api.faults(api.operations().getFirst(), answer(204, ""))).isEmpty();
  }

  private static Answer answer(int status, String body) {
    return new Answer(
        "GET /a", status, HttpHeaders.of(Map.of(), (name, value) -> true), body.getBytes(UTF_8));
  }
}
