package io.hooklane.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpHeaders;

/** What the API answered to one call. */
record Answer(String call, int status, HttpHeaders headers, byte[] body) {

  /** Itself when the status is this one; otherwise the test ends here. */
  Answer expect(int expected) {
    if (status != expected) {
      throw new AssertionError(
          call + " was to answer " + expected + " but answered " + status + ": " + text());
    }
    return this;
  }

  /** The body as JSON. */
  JsonNode json() {
    try {
      return Json.MAPPER.readTree(body);
    } catch (IOException e) {
      throw new AssertionError(call + " answered " + status + " with no JSON: " + text(), e);
    }
  }

  /** The body as text. */
  String text() {
    return new String(body, UTF_8);
  }

  /** Whether this is a refusal in one of the two shapes that docs/errors.md shows. */
  boolean isDocumentedError() {
    if (status / 100 != 4
        || !headers.firstValue("content-type").orElse("").startsWith("application/json")) {
      return false;
    }
    JsonNode detail = json().path("detail");
    if (detail.isTextual()) {
      return status != 422 && json().path("code").isTextual();
    }
    for (JsonNode item : detail) {
      if (!item.path("loc").isArray()
          || item.path("msg").asText().isEmpty()
          || item.path("type").asText().isEmpty()) {
        return false;
      }
    }
    return status == 422 && !detail.isEmpty();
  }

  /** Whether this is a 422 that names a field of the body. */
  boolean rejectsField(String field) {
    if (status == 422) {
      for (JsonNode item : json().path("detail")) {
        if (item.path("loc").path(0).asText().equals("body")
            && item.path("loc").path(1).asText().equals(field)
            && !item.path("msg").asText().isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }
}
