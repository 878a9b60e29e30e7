package io.hooklane.endtoend;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An endpoint as it was made.
 *
 * @param made the answer to its creation
 */
record Endpoint(Application application, JsonNode made) {

  String id() {
    return made.path("id").asText();
  }

  /** Its path in the API. */
  String path() {
    return application.path() + "/endpoint/" + id();
  }

  /** What its receiver verifies signatures with. */
  String secret() {
    return application.api().get(path() + "/secret").expect(200).json().path("key").asText();
  }

  /** Changes one field. */
  void edit(String field, Object value) {
    application.api().patch(path(), Json.object(field, value)).expect(200);
  }

  void disable() {
    edit("disabled", true);
  }

  void enable() {
    edit("disabled", false);
  }

  void delete() {
    application.api().delete(path()).expect(204);
  }
}
