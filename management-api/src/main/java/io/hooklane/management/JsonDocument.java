package io.hooklane.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object in a large body, read piece by piece, so that memory holds the body's bytes and
 * one piece of it at a time. A piece is an element of a list that stands at the top, or a field
 * that stands there and is no list.
 */
public final class JsonDocument {

  private static final int DEEPEST = 100;

  /** Of one piece, so that none takes more than some tens of megabytes of memory. */
  private static final int MOST_TOKENS = 1_000_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();
  private static final ObjectReader TREES = new JsonMapper(FACTORY).reader();

  private final byte[] body;

  private JsonDocument(byte[] body) {
    this.body = body;
  }

  /**
   * Looks through a body.
   *
   * @throws ValidationException when it is no JSON object, nests too deeply, has a field twice, or
   *     a piece that is too large
   */
  public static JsonDocument parse(byte[] body) {
    JsonDocument document = new JsonDocument(body);
    try (JsonParser parser = FACTORY.createParser(body)) {
      requireObject(parser.nextToken());
      document.requireSmallPieces(parser);
      if (parser.nextToken() != null) {
        throw JsonBody.notJson("something follows the object");
      }
    } catch (JsonProcessingException e) {
      throw JsonBody.notJson(e.getOriginalMessage());
    } catch (IOException e) {
      throw JsonBody.notJson(String.valueOf(e.getMessage()));
    }
    return document;
  }

  /** All that stands at the top and is no list. */
  public JsonBody head() {
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    read(
        (field, parser) -> {
          if (parser.currentToken() == JsonToken.START_ARRAY) {
            parser.skipChildren();
          } else {
            head.set(field, tree(parser));
          }
        });
    return JsonBody.of(head, List.of("body"));
  }

  /**
   * Hands over each element of a list, in order; none when it is absent or null.
   *
   * @throws ValidationException when it is no list of objects
   */
  public void forEach(String list, Consumer<JsonBody> element) {
    read(
        (field, parser) -> {
          if (!field.equals(list) || parser.currentToken() == JsonToken.VALUE_NULL) {
            parser.skipChildren();
          } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
              element.accept(JsonBody.of(tree(parser), List.of("body", list, Integer.toString(i))));
            }
          } else {
            throw ValidationException.body(list, "Give a list");
          }
        });
  }

  private static JsonNode tree(JsonParser parser) throws IOException {
    return TREES.readTree(parser);
  }

  private void read(Piece piece) {
    try (JsonParser parser = FACTORY.createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        piece.read(field, parser);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The body was looked through before", e);
    }
  }

  private void requireSmallPieces(JsonParser parser) throws IOException {
    int depth = 1;
    int tokens = 0;
    String field = "";
    boolean inList = false;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw JsonBody.notJson("it ends too early");
      }
      if (depth == 1) {
        field = token == JsonToken.FIELD_NAME ? parser.currentName() : field;
        inList = token == JsonToken.START_ARRAY;
      }
      boolean betweenPieces = depth == 1 || (depth == 2 && inList);
      tokens = betweenPieces ? 0 : tokens + 1;
      if (tokens > MOST_TOKENS) {
        throw ValidationException.body(field, "This has an entry that is too large");
      }
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
    }
  }

  private static void requireObject(@Nullable JsonToken token) {
    if (token == null) {
      throw JsonBody.notJson("there is no body");
    }
    if (token != JsonToken.START_OBJECT) {
      throw new ValidationException(
          List.of(
              new ValidationErrorBody.Item(List.of("body"), "Send a JSON object", "value_error")));
    }
  }

  /** Takes what stands under one field; leaves the parser at its end. */
  private interface Piece {
    void read(String field, JsonParser parser) throws IOException;
  }
}
