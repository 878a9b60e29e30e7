package io.hooklane.subscription.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a schema of a document one that stands alone: the components that it refers to come along
 * in {@code $defs}. What OpenAPI 3.0 says in its own words is said in JSON Schema's.
 */
final class BundledSchema {

  private static final String COMPONENTS = "#/components/schemas/";
  private static final int MOST_COMPONENTS = 500;
  private static final Set<String> DATA = Set.of("example", "examples", "const", "enum", "default");

  private final JsonNode document;
  private final List<String> place;
  private final boolean ownWords;
  private final Map<String, JsonNode> bundled = new TreeMap<>();
  private final Deque<String> wanted = new ArrayDeque<>();

  BundledSchema(JsonNode document, List<String> place) {
    this.document = document;
    this.place = place;
    this.ownWords = document.path("openapi").asText().startsWith("3.0");
  }

  /**
   * The schema as JSON.
   *
   * @throws UnreadableDocumentException when it refers to what is no component of the document
   */
  String of(JsonNode schema) {
    ObjectNode alone = (ObjectNode) moved(schema);
    while (!wanted.isEmpty()) {
      String name = wanted.remove();
      if (bundled.size() >= MOST_COMPONENTS) {
        throw new UnreadableDocumentException(
            place, "It refers to more than " + MOST_COMPONENTS + " components");
      }
      bundled.put(name, moved(component(name)));
    }
    if (!bundled.isEmpty()) {
      ObjectNode definitions =
          alone.path("$defs").isObject()
              ? (ObjectNode) alone.path("$defs")
              : alone.putObject("$defs");
      bundled.forEach(definitions::set);
    }
    return alone.toString();
  }

  private JsonNode component(String name) {
    JsonNode component = document.path("components").path("schemas").path(name);
    if (component.isMissingNode()) {
      throw new UnreadableDocumentException(place, "There is no component " + COMPONENTS + name);
    }
    return component;
  }

  private JsonNode moved(JsonNode node) {
    if (node.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> list.add(moved(each)));
      return list;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (entry.getKey().equals("$ref") && entry.getValue().isTextual()) {
        object.put("$ref", reference(entry.getValue().textValue()));
      } else if (DATA.contains(entry.getKey())) {
        object.set(entry.getKey(), entry.getValue());
      } else {
        object.set(entry.getKey(), moved(entry.getValue()));
      }
    }
    return ownWords ? translated(object) : object;
  }

  private String reference(String reference) {
    if (!reference.startsWith(COMPONENTS)) {
      throw new UnreadableDocumentException(
          place, "Only references to " + COMPONENTS + "… are followed: " + reference);
    }
    String rest = reference.substring(COMPONENTS.length());
    int slash = rest.indexOf('/');
    String name = slash < 0 ? rest : rest.substring(0, slash);
    String plain = name.replace("~1", "/").replace("~0", "~");
    if (!bundled.containsKey(plain) && !wanted.contains(plain)) {
      wanted.add(plain);
    }
    return "#/$defs/" + rest;
  }

  /** {@code nullable} and truth values beside bounds, which only OpenAPI 3.0 has. */
  private static ObjectNode translated(ObjectNode schema) {
    JsonNode nullable = schema.path("nullable");
    if (nullable.isBoolean()) {
      schema.remove("nullable");
      if (nullable.booleanValue() && schema.path("type").isTextual()) {
        String type = schema.path("type").textValue();
        schema.putArray("type").add(type).add("null");
      }
    }
    bound(schema, "minimum", "exclusiveMinimum");
    bound(schema, "maximum", "exclusiveMaximum");
    return schema;
  }

  private static void bound(ObjectNode schema, String bound, String exclusive) {
    JsonNode truth = schema.path(exclusive);
    if (truth.isBoolean()) {
      schema.remove(exclusive);
      if (truth.booleanValue() && schema.path(bound).isNumber()) {
        schema.set(exclusive, schema.remove(bound));
      }
    }
  }
}
