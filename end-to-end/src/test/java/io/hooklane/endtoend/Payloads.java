package io.hooklane.endtoend;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** GitHub's own payload examples, each with its bytes as they stand in the published file. */
final class Payloads {

  private static final String FILE = "/octokit-webhooks-examples/api.github.com.json.gz";

  private Payloads() {}

  /** All of them as events, of types such as {@code github.issues.opened}. */
  static List<Event> ofGitHub() {
    try (InputStream file = Objects.requireNonNull(Payloads.class.getResourceAsStream(FILE));
        InputStream plain = new GZIPInputStream(file)) {
      return read(plain.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Event> read(byte[] file) throws IOException {
    List<Event> events = new ArrayList<>();
    String name = "";
    boolean inExamples = false;
    try (JsonParser parser = Json.MAPPER.createParser(file)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        int depth = parser.getParsingContext().getNestingDepth();
        if (depth == 2 && token == JsonToken.VALUE_STRING && "name".equals(parser.currentName())) {
          name = parser.getText();
        } else if (token == JsonToken.START_ARRAY && "examples".equals(parser.currentName())) {
          inExamples = true;
        } else if (inExamples && token == JsonToken.END_ARRAY) {
          inExamples = false;
        } else if (token == JsonToken.START_OBJECT && inExamples) {
          events.add(event(name, slice(file, parser)));
        } else if (token == JsonToken.START_OBJECT && depth > 2) {
          parser.skipChildren();
        } else if (token == JsonToken.START_ARRAY && depth > 2) {
          parser.skipChildren();
        }
      }
    }
    return List.copyOf(events);
  }

  private static byte[] slice(byte[] file, JsonParser parser) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    return Arrays.copyOfRange(file, from, (int) parser.currentLocation().getByteOffset());
  }

  private static Event event(String name, byte[] payload) throws IOException {
    JsonNode action = Json.MAPPER.readTree(payload).path("action");
    String type = "github." + name + (action.isTextual() ? "." + action.asText() : "");
    return Event.anEvent(type).carrying(payload);
  }
}
