package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The OpenAPI document that the product serves is the one that is checked in. */
@EndToEnd
class OpenApiE2E {

  private static final Path CHECKED_IN = Path.of("..", "docs", "openapi.json");
  private static final String UPDATE = "hooklane.openapi.update";

  private final Hooklane hooklane;

  OpenApiE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @Test
  void isWhatIsCheckedIn() throws IOException {
    String served = pretty(hooklane.with(null).get("/openapi.json").expect(200).json());
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(CHECKED_IN, served);
    }

    assertThat(served)
        .as(
            "docs/openapi.json is out of date: run the tests with -D%s=true and check it in",
            UPDATE)
        .isEqualTo(Files.readString(CHECKED_IN));
  }

  @Test
  void everyOperationSaysWhatItIsAndWhoMay() {
    List<String> incomplete = new ArrayList<>();
    JsonNode document = hooklane.with(null).get("/openapi.json").expect(200).json();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          JsonNode it = operation.getValue();
                          boolean anonymous = it.path("security").isArray();
                          boolean complete =
                              it.path("tags").size() == 1
                                  && !it.path("summary").asText().isEmpty()
                                  && !it.path("operationId").asText().isEmpty()
                                  && (anonymous
                                      || it.has("x-hooklane-permission")
                                      || path.getKey().startsWith("/api/v1/auth/")
                                      || path.getKey().equals("/api/v1/source-addresses"));
                          if (!complete) {
                            incomplete.add(operation.getKey() + " " + path.getKey());
                          }
                        }));

    assertThat(incomplete).isEmpty();
  }

  private static String pretty(JsonNode document) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));
    return Json.MAPPER.writer(printer).writeValueAsString(document) + "\n";
  }
}
