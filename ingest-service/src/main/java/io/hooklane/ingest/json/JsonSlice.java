package io.hooklane.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON document (RFC 8259) as the bytes that it came as: never parsed into a tree and
 * written again.
 *
 * @param document the whole document, UTF-8
 * @param from the value's first byte
 * @param to behind the value's last byte
 */
@SuppressWarnings("ArrayRecordComponent") // Compared and printed by nobody.
public record JsonSlice(byte[] document, int from, int to) {

  /** UTF-8 alone: by another encoding's parser bytes could not be told apart. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /**
   * A parser over a document, standing before its first token. It refuses nesting deeper than
   * 1,000.
   */
  public static JsonParser parser(byte[] document) throws IOException {
    if (startsWithByteOrderMark(document)) {
      throw new JsonParseException(null, "A byte order mark is no part of JSON");
    }
    return JSON.createParser(document);
  }

  /**
   * The value at whose first token the parser stands; leaves the parser at its last token.
   *
   * @param parser one of {@link #parser(byte[])} over the same document
   */
  public static JsonSlice of(JsonParser parser, byte[] document) throws IOException {
    int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    parser.skipChildren();
    parser.finishToken();
    int to = Math.toIntExact(parser.currentLocation().getByteOffset());
    while (to > from && isSpace(document[to - 1])) {
      // A number at the document's end is only known to end by what follows it.
      to--;
    }
    return new JsonSlice(document, from, to);
  }

  /**
   * Refuses whatever is not one whole JSON document.
   *
   * @throws com.fasterxml.jackson.core.JsonProcessingException when it is none
   */
  public static void requireDocument(byte[] document) throws IOException {
    try (JsonParser parser = parser(document)) {
      if (parser.nextToken() == null) {
        throw new JsonParseException(parser, "Nothing there");
      }
      parser.skipChildren();
      parser.finishToken();
      requireEnd(parser);
    }
  }

  /** Refuses anything that follows the value at whose last token the parser stands. */
  public static void requireEnd(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "Something follows the document");
    }
  }

  /** Whether it is a JSON object. */
  public boolean isObject() {
    return to > from && document[from] == '{';
  }

  /** How many bytes it has. */
  public int length() {
    return to - from;
  }

  /** Its bytes, copied. */
  public byte[] bytes() {
    return Arrays.copyOfRange(document, from, to);
  }

  /** The text of a string, a number or a truth value; null for anything else. */
  public @Nullable String text() throws IOException {
    try (JsonParser parser = JSON.createParser(document, from, length())) {
      return textAt(parser);
    }
  }

  /** The texts of an array of strings; of anything else, its own text alone if it has one. */
  public List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(document, from, length())) {
      String own = textAt(parser);
      if (own != null) {
        texts.add(own);
      } else if (parser.currentToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
          texts.add(parser.getText());
        }
      }
    }
    return texts;
  }

  private static @Nullable String textAt(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    return token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL
        ? parser.getText()
        : null;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static boolean startsWithByteOrderMark(byte[] document) {
    return document.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(document, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
  }
}
