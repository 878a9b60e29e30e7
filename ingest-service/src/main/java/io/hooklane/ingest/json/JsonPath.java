package io.hooklane.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the value that a JSON pointer (RFC 6901) names, as the bytes that it came as. */
public final class JsonPath {

  private JsonPath() {}

  /**
   * Finds a value. Of a member that stands there twice, the last counts.
   *
   * @return empty when the document has no such value
   * @throws com.fasterxml.jackson.core.JsonProcessingException when it is no JSON document
   */
  public static Optional<JsonSlice> find(byte[] document, JsonPointer pointer) throws IOException {
    try (JsonParser json = JsonSlice.parser(document)) {
      if (json.nextToken() == null) {
        return Optional.empty();
      }
      JsonSlice found = walk(json, document, pointer);
      JsonSlice.requireEnd(json);
      return Optional.ofNullable(found);
    }
  }

  /** Goes over the whole value at hand; as deep in calls as the pointer is long. */
  private static @Nullable JsonSlice walk(JsonParser json, byte[] document, JsonPointer pointer)
      throws IOException {
    if (pointer.matches()) {
      return JsonSlice.of(json, document);
    }
    if (json.currentToken() == JsonToken.START_OBJECT) {
      return walkObject(json, document, pointer);
    }
    if (json.currentToken() == JsonToken.START_ARRAY) {
      return walkArray(json, document, pointer);
    }
    return null;
  }

  private static @Nullable JsonSlice walkObject(
      JsonParser json, byte[] document, JsonPointer pointer) throws IOException {
    JsonSlice found = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      boolean matches = pointer.matchesProperty(json.currentName());
      json.nextToken();
      if (matches) {
        found = walk(json, document, pointer.tail());
      } else {
        json.skipChildren();
      }
    }
    return found;
  }

  private static @Nullable JsonSlice walkArray(
      JsonParser json, byte[] document, JsonPointer pointer) throws IOException {
    JsonSlice found = null;
    for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
      if (pointer.matchesElement(index)) {
        found = walk(json, document, pointer.tail());
      } else {
        json.skipChildren();
      }
    }
    return found;
  }
}
