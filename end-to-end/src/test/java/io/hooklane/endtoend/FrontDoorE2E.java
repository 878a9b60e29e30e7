package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hooklane.endtoend.OpenApi.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one front door: what it serves to all, and that it lets nobody else in (G9). */
@EndToEnd
class FrontDoorE2E {

  private final Hooklane hooklane;

  FrontDoorE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @Test
  void servesSwaggerUiWithTheOpenApi() {
    Answer page = hooklane.with(null).get("/docs/");
    JsonNode document = hooklane.with(null).get("/openapi.json").expect(200).json();

    page.expect(200);
    assertThat(page.text().toLowerCase(java.util.Locale.ROOT)).contains("swagger");
    assertThat(document.path("openapi").asText()).startsWith("3.");
  }

  @Test
  void allEndpointOperationsStandTogetherUnderOneTag() {
    JsonNode document = hooklane.with(null).get("/openapi.json").expect(200).json();

    TreeMap<String, Set<String>> tagsByOperation = new TreeMap<>();
    for (JsonNode path : document.path("paths")) {
      for (JsonNode operation : path) {
        String id = operation.path("operationId").asText();
        if (id.startsWith("v1.endpoint.") || id.endsWith("patch_endpoint")) {
          Set<String> tags = new TreeSet<>();
          operation.path("tags").forEach(tag -> tags.add(tag.asText()));
          tagsByOperation.put(id, tags);
        }
      }
    }
    assertThat(tagsByOperation)
        .containsKeys(
            "v1.endpoint.create",
            "v1.endpoint.update",
            "v1.endpoint.delete",
            "v1.endpoint.get",
            "v1.endpoint.list");
    assertThat(tagsByOperation.values()).allMatch(Set.of("Endpoint")::equals);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/app",
        "/api/v1/app/",
        "/api/v1/app;x",
        "/api/v1/app;x=y/z",
        "/api/v1/app%3Bx",
        "/api;x/v1/app",
        "/%2Fapi/v1/app",
        "//api/v1/app",
        "/api//v1//app",
        "/api%2Fv1%2Fapp",
        "/api%5Cv1/app",
        "/docs/../api/v1/app",
        "/docs/%2e%2e/api/v1/app",
        "/docs/..%2Fapi/v1/app",
        "/openapi.json/../api/v1/app",
        "/api/v1/health/../app",
        "/api/v1/health;x/../app",
        "/api/v1/health/%2e%2e/app",
        "/api/v1/health%2F..%2Fapp",
        "/api/v1/health/ping/%2E%2E/%2E%2E/app",
        "/API/v1/app",
        "/no/such/path"
      })
  void nothingBehindItIsReachedWithoutAKey(String path) {
    assertThat(hooklane.with(null).get(path).status()).isEqualTo(401);
  }

  @Test
  void noWayOfWritingAPathReachesAnOperationWithoutAKey() {
    List<String> reached = new ArrayList<>();
    int tried = 0;
    for (Operation operation : OpenApi.served(hooklane).operations()) {
      if (operation.isAnonymous()) {
        continue;
      }
      for (String path : writtenOtherwise(operation.path().replaceAll("\\{[^}]+}", "x"))) {
        int status = hooklane.with(null).send(operation.method(), path, new byte[0]).status();
        tried++;
        if (status != 401) {
          reached.add(operation.method() + " " + path + ": " + status);
        }
      }
    }

    assertThat(reached).isEmpty();
    assertThat(tried).isGreaterThan(1_000);
  }

  private static List<String> writtenOtherwise(String path) {
    List<String> paths = new ArrayList<>();
    for (String before :
        List.of("/", "/.", "/%2e", "/x/..", "/docs/..", "/docs/..;", "/%5C", "/openapi.json/..")) {
      paths.add(before + path);
    }
    for (String behind :
        List.of("/", "//", "/.", ";x", "%3Bx", "%2F", "%5C", "%00", "?a=/health")) {
      paths.add(path + behind);
    }
    for (String slash : List.of("//", "/./", "%2F", "%5C", ";x/", "%3Bx/", "/%2e/", "/a/%2e%2e/")) {
      for (int at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
        paths.add(path.substring(0, at) + slash + path.substring(at + 1));
      }
    }
    return paths;
  }
}
