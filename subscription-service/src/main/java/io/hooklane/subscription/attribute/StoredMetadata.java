package io.hooklane.subscription.attribute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;

/** Metadata as a column holds it: a JSON object, in the caller's order. */
public final class StoredMetadata {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StoredMetadata() {}

  /** The column's text. */
  public static String write(Metadata metadata) {
    try {
      return JSON.writeValueAsString(metadata.texts());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts can be written as JSON", e);
    }
  }

  /** Reads the column. */
  public static Metadata read(String column) {
    try {
      return new Metadata(
          JSON.readValue(column, new TypeReference<LinkedHashMap<String, String>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Metadata was stored by another hand", e);
    }
  }
}
