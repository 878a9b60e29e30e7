package io.hooklane.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object in a request's body, read field by field. It tells an absent field from a null
 * one, which {@code PATCH} needs, and names the exact place of what is wrong.
 *
 * <p>Most readers take what an absent field stands for: a default when something is made, the
 * present value when it is patched. Each of them throws {@link ValidationException} when the field
 * is not of its type or out of bounds. Unknown fields are ignored.
 */
public final class JsonBody {

  private static final int DEEPEST = 100;
  private static final ObjectReader JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private final JsonNode fields;
  private final List<String> place;

  private JsonBody(JsonNode fields, List<String> place) {
    this.fields = fields;
    this.place = place;
  }

  /**
   * Reads a body.
   *
   * @throws ValidationException when it is no JSON object, nests too deeply, or holds a text that
   *     cannot be stored (NUL, half a surrogate pair)
   */
  public static JsonBody parse(byte[] body) {
    List<String> place = List.of("body");
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw notJson(e.getOriginalMessage());
    } catch (IOException e) {
      throw notJson(String.valueOf(e.getMessage()));
    }
    if (tree.isMissingNode()) {
      throw notJson("there is no body");
    }
    return of(tree, place);
  }

  /**
   * What stands at a place of a body.
   *
   * @throws ValidationException when it is no object, or holds a text that cannot be stored
   */
  static JsonBody of(JsonNode tree, List<String> place) {
    if (!tree.isObject()) {
      throw problemAt(place, "Send a JSON object");
    }
    requireStorable(tree, place);
    return new JsonBody(tree, place);
  }

  /** A body without fields, for requests that may come without one. */
  public static JsonBody empty() {
    return new JsonBody(JsonNodeFactory.instance.objectNode(), List.of("body"));
  }

  /** Whether the field is there, even as null. */
  public boolean has(String field) {
    return fields.has(field);
  }

  /** The first of these names that is there, or the first of all: for fields with an older name. */
  public String named(String field, String olderName) {
    return has(field) || !has(olderName) ? field : olderName;
  }

  /**
   * A text that must not be null.
   *
   * @param longest in characters
   * @param absent what an absent field stands for; null when the field is required
   */
  public String text(String field, int longest, @Nullable String absent) {
    if (!has(field)) {
      if (absent == null) {
        throw problem(field, "This field is required");
      }
      return absent;
    }
    return text(present(field), longest, at(field));
  }

  /** A text that null clears. */
  public @Nullable String nullableText(String field, int longest, @Nullable String absent) {
    if (!has(field)) {
      return absent;
    }
    return isNull(field) ? null : text(present(field), longest, at(field));
  }

  /** A number that null clears, within bounds that are included. */
  public @Nullable Integer nullableInteger(
      String field, int least, int most, @Nullable Integer absent) {
    if (!has(field)) {
      return absent;
    }
    if (isNull(field)) {
      return null;
    }
    JsonNode value = present(field);
    if (!value.isIntegralNumber()) {
      throw problem(field, "Give a whole number");
    }
    if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
      throw problem(field, "Give a number from " + least + " to " + most);
    }
    return value.intValue();
  }

  /** A truth value. */
  public boolean flag(String field, boolean absent) {
    if (!has(field)) {
      return absent;
    }
    JsonNode value = present(field);
    if (!value.isBoolean()) {
      throw problem(field, "Give true or false");
    }
    return value.booleanValue();
  }

  /** A truth value; null when it is null or absent. */
  public @Nullable Boolean nullableFlag(String field) {
    return !has(field) || isNull(field) ? null : flag(field, false);
  }

  /** As {@link #nullableTexts}, but empty is allowed; null when it is null or absent. */
  public @Nullable List<String> nullableTextsMaybeEmpty(String field, int most, int longest) {
    return present(field).isArray() && present(field).isEmpty()
        ? List.of()
        : nullableTexts(field, most, longest, null);
  }

  /**
   * A list of different texts that null clears; never empty.
   *
   * @param most how many of them
   * @param longest each, in characters
   */
  public @Nullable List<String> nullableTexts(
      String field, int most, int longest, @Nullable List<String> absent) {
    List<String> texts = nullableTextsWithRepeats(field, most, longest, absent);
    if (texts != null) {
      Set<String> seen = new HashSet<>();
      for (String text : texts) {
        if (!seen.add(text)) {
          throw problem(field, "Each may be there once only: " + text);
        }
      }
    }
    return texts;
  }

  /** As {@link #nullableTexts}, but the same text may come again. */
  public @Nullable List<String> nullableTextsWithRepeats(
      String field, int most, int longest, @Nullable List<String> absent) {
    if (!has(field)) {
      return absent;
    }
    if (isNull(field)) {
      return null;
    }
    JsonNode values = present(field);
    if (!values.isArray()) {
      throw problem(field, "Give a list");
    }
    if (values.isEmpty() || values.size() > most) {
      throw problem(field, "Give 1 to " + most + " of them, or leave the field out");
    }
    List<String> texts = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      texts.add(text(values.get(i), longest, at(field, Integer.toString(i))));
    }
    return List.copyOf(texts);
  }

  /** A list of texts that may be empty, as it is when the field is absent or null. */
  public List<String> texts(String field, int most, int longest) {
    boolean empty = present(field).isArray() && present(field).isEmpty();
    List<String> texts = empty ? null : nullableTextsWithRepeats(field, most, longest, null);
    return texts == null ? List.of() : texts;
  }

  /** Texts by name, in the order in which they came. */
  public Map<String, String> textMap(String field, int longest, Map<String, String> absent) {
    if (!has(field)) {
      return absent;
    }
    JsonNode values = present(field);
    if (!values.isObject()) {
      throw problem(field, "Give an object of texts");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : values.properties()) {
      texts.put(entry.getKey(), text(entry.getValue(), longest, at(field, entry.getKey())));
    }
    return texts;
  }

  /** An object that null clears, absent when the field is absent or null: see {@link #has}. */
  public @Nullable JsonBody nullableObject(String field) {
    if (!has(field) || isNull(field)) {
      return null;
    }
    JsonNode value = present(field);
    if (!value.isObject()) {
      throw problem(field, "Give an object");
    }
    return new JsonBody(value, at(field));
  }

  /** A list of objects; empty when it is absent or null. */
  public List<JsonBody> objects(String field, int most) {
    JsonNode values = present(field);
    if (values.isMissingNode() || values.isNull()) {
      return List.of();
    }
    if (!values.isArray()) {
      throw problem(field, "Give a list");
    }
    if (values.size() > most) {
      throw problem(field, "Give at most " + most + " of them");
    }
    List<JsonBody> objects = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      JsonNode value = values.get(i);
      List<String> itsPlace = at(field, Integer.toString(i));
      if (!value.isObject()) {
        throw problemAt(itsPlace, "Give an object");
      }
      objects.add(new JsonBody(value, itsPlace));
    }
    return objects;
  }

  /** The names of all fields. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    fields.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** This object as JSON text. */
  public String toJson() {
    return fields.toString();
  }

  /**
   * Reads a field's text further.
   *
   * @param read throws {@link IllegalArgumentException}, with a message for people, when the text
   *     is not allowed
   */
  public <F, T> T read(String field, F value, Function<F, T> read) {
    try {
      return read.apply(value);
    } catch (IllegalArgumentException e) {
      throw problem(field, String.valueOf(e.getMessage()));
    }
  }

  /** Where in the request what stands under these fields is. */
  public List<String> place(String field, String fieldWithin) {
    return at(field, fieldWithin);
  }

  /** What is wrong with a field, to be thrown. */
  public ValidationException problem(String field, String why) {
    return problemAt(at(field), why);
  }

  private JsonNode present(String field) {
    return fields.path(field);
  }

  private boolean isNull(String field) {
    return present(field).isNull();
  }

  private List<String> at(String... steps) {
    List<String> deeper = new ArrayList<>(place);
    deeper.addAll(List.of(steps));
    return deeper;
  }

  private static String text(JsonNode value, int longest, List<String> place) {
    if (!value.isTextual()) {
      throw problemAt(place, "Give a text");
    }
    String text = value.textValue();
    if (text.length() > longest) {
      throw problemAt(place, "At most " + longest + " characters");
    }
    return text;
  }

  private static void requireStorable(JsonNode node, List<String> place) {
    if (node.getNodeType() == JsonNodeType.STRING) {
      requireStorable(node.textValue(), place);
    } else if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        requireStorable(entry.getKey(), place);
        requireStorable(entry.getValue(), step(place, entry.getKey()));
      }
    } else {
      for (int i = 0; i < node.size(); i++) {
        requireStorable(node.get(i), step(place, Integer.toString(i)));
      }
    }
  }

  private static void requireStorable(String text, List<String> place) {
    if (text.indexOf('\0') >= 0) {
      throw problemAt(place, "The character NUL cannot be stored");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw problemAt(place, "Half a surrogate pair is no character");
    }
  }

  private static List<String> step(List<String> place, String step) {
    List<String> deeper = new ArrayList<>(place);
    deeper.add(step);
    return deeper;
  }

  private static ValidationException problemAt(List<String> place, String why) {
    return new ValidationException(
        List.of(new ValidationErrorBody.Item(List.copyOf(place), why, "value_error")));
  }

  static ValidationException notJson(String why) {
    return new ValidationException(
        List.of(
            new ValidationErrorBody.Item(
                List.of("body"), "Not JSON: " + why, "value_error.jsondecode")));
  }
}
