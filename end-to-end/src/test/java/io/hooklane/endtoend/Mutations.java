package io.hooklane.endtoend;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** All the ways in which a valid body is spoilt. */
final class Mutations {

  private static final String HERE = "here the value goes";
  private static final int DEEP = 10_000;
  private static final int LARGE = 1_000_000;

  /** What is put in the place of a field's value, by a name. */
  private static final Map<String, String> VALUES = values();

  private final OpenApi api;
  private final JsonNode schema;
  private final Supplier<ObjectNode> valid;
  private final List<Mutation> all = new ArrayList<>();

  private Mutations(OpenApi api, JsonNode schema, Supplier<ObjectNode> valid) {
    this.api = api;
    this.schema = schema;
    this.valid = valid;
  }

  /**
   * All mutations.
   *
   * @param schema of the body
   * @param valid gives one that is like no other before
   */
  static List<Mutation> of(OpenApi api, JsonNode schema, Supplier<ObjectNode> valid) {
    Mutations mutations = new Mutations(api, schema, valid);
    mutations.addWholes();
    mutations.addFields();
    return mutations.all;
  }

  private void addWholes() {
    String text = valid.get().toString();
    add("valid", text);
    add("empty", "");
    add("a list", "[]");
    add("a text", "\"x\"");
    add("null", "null");
    add("a number", "7");
    add("an empty object", "{}");
    add("a brace too many", text + "}");
    add("a word behind it", text + " x");
    add("cut off", text.substring(0, text.length() - 1));
    add("deep lists without end", "[".repeat(DEEP));
    add("deep objects without end", "{\"a\":".repeat(DEEP));
    add("deep lists", "[".repeat(DEEP) + "]".repeat(DEEP));
    add("an unknown field", put(valid.get(), "hooklaneUnknown", "{\"a\":[1]}"));
    add("a byte 0", text + "\0");
    add("a byte order mark", "\uFEFF" + text);
    all.add(new Mutation("UTF-16", text.getBytes(UTF_16)));
    all.add(new Mutation("invalid UTF-8", invalidUtf8("hooklaneUnknown")));
  }

  private void addFields() {
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              addField(name, value -> put(valid.get(), name, value));
              ObjectNode without = valid.get();
              without.remove(name);
              add(name + " missing", without.toString());
              add(
                  name + " twice",
                  "{\"" + name + "\":7," + put(valid.get(), name, "7").substring(1));
              all.add(new Mutation(name + " invalid UTF-8", invalidUtf8(name)));
              addInner(name, api.followed(field.getValue()));
            });
  }

  /** What stands in a field that is itself an object, a list or a map. */
  private void addInner(String name, JsonNode of) {
    of.path("properties")
        .properties()
        .forEach(
            inner -> {
              String innerName = inner.getKey();
              addField(
                  name + "." + innerName,
                  value -> put(valid.get(), name, "{\"" + innerName + "\":" + value + "}"));
            });
    if (of.path("type").toString().contains("array")) {
      addField(name + "[0]", value -> put(valid.get(), name, "[" + value + "]"));
      add(name + " with 10,000 items", put(valid.get(), name, list(DEEP)));
    }
    if (of.has("additionalProperties")) {
      addField(name + ".a", value -> put(valid.get(), name, "{\"a\":" + value + "}"));
      for (String key :
          List.of("", " ", "\\u0000", "\\ud800", "a\\r\\nb", "é", "k".repeat(70_000))) {
        add(
            name + " with the key " + key.substring(0, Math.min(8, key.length())),
            put(valid.get(), name, "{\"" + key + "\":\"v\"}"));
      }
    }
  }

  /** The largest value goes into a body's own fields only, to save time. */
  private void addField(String name, UnaryOperator<String> with) {
    boolean inner = name.contains(".") || name.contains("[");
    VALUES.forEach(
        (called, value) -> {
          if (!inner || value.length() < LARGE) {
            add(name + " " + called, with.apply(value));
          }
        });
  }

  private void add(String name, String body) {
    all.add(new Mutation(name, body.getBytes(UTF_8)));
  }

  private byte[] invalidUtf8(String field) {
    byte[] body = put(valid.get(), field, "\"@@\"").getBytes(UTF_8);
    ByteArrayOutputStream spoilt = new ByteArrayOutputStream();
    for (byte one : body) {
      spoilt.write(one == '@' ? 0xC3 : one);
    }
    return spoilt.toByteArray();
  }

  private static String put(ObjectNode body, String field, String json) {
    return body.put(field, HERE).toString().replace("\"" + HERE + "\"", json);
  }

  private static String list(int size) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add("\"item" + i + "\"");
    }
    return items.toString();
  }

  private static Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String plain :
        List.of("null", "7", "true", "[]", "{}", "[null]", "-1", "0", "1.5", "1e400", "\"\"")) {
      values.put(plain, plain);
    }
    values.put("2^63", "9223372036854775808");
    values.put("a text", "\"text of nobody\"");
    values.put("a space", "\" \"");
    values.put("NUL", "\"a\\u0000b\"");
    values.put("a raw NUL", "\"a\0b\"");
    values.put("a lone surrogate", "\"\\ud800\"");
    values.put("surrogates in disorder", "\"\\udc00\\ud800\"");
    values.put("line breaks", "\"a\\r\\nX-Evil: 1\"");
    values.put("another script", "\"\\u202eאב𝒳\"");
    values.put("300 chars", "\"" + "x".repeat(300) + "\"");
    values.put("70,000 chars", "\"" + "x".repeat(70_000) + "\"");
    values.put("1 MB", "\"" + "x".repeat(LARGE) + "\"");
    values.put("a number of 10,000 digits", "1".repeat(DEEP));
    values.put("deep lists", "[".repeat(DEEP) + "]".repeat(DEEP));
    values.put("deep objects", "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP));
    return values;
  }

  /**
   * One spoilt body.
   *
   * @param name what was done to it
   */
  record Mutation(String name, byte[] body) {}
}
