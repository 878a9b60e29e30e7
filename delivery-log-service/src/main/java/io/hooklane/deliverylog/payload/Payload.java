package io.hooklane.deliverylog.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A payload as it is shown in JSON: byte for byte as published where it is JSON itself. */
public final class Payload {

  /** What stands where the payload was not asked for. */
  public static final String LEFT_OUT = "{}";

  private static final JsonFactory JSON = new JsonFactory();

  private Payload() {}

  /** The payload as JSON text: itself, or a string of it when it is not JSON. */
  public static String asJson(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    return isJson(payload)
        ? text
        : "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  /** Exactly one JSON value and nothing else. */
  private static boolean isJson(byte[] payload) {
    try (JsonParser parser = JSON.createParser(payload)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
