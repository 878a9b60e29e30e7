package io.hooklane.subscription.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The schemas of one document with their references followed and {@code allOf} made one. */
final class FlatSchemas {

  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");
  private static final int MOST_CHECKS = 2_000;

  private final PayloadSchema schema;
  private final ObjectNode root;
  private final ObjectNode movedRoot;
  private final String place;
  private int checks;

  FlatSchemas(PayloadSchema schema, ObjectNode root) {
    this.schema = schema;
    this.root = root;
    this.place = "#/" + schema.definitions() + "/root";
    this.movedRoot = (ObjectNode) moved(root);
    movedRoot.remove(List.of("$schema", "$id", "id"));
  }

  /**
   * One schema without references and {@code allOf}; empty when no value can fit.
   *
   * @param references takes those that were followed
   */
  Optional<ObjectNode> flat(JsonNode schema, Set<String> references) {
    if (!schema.isObject()) {
      return schema.asBoolean(false) ? Optional.of(root.objectNode()) : Optional.empty();
    }
    ObjectNode flat = root.objectNode();
    schema
        .properties()
        .forEach(
            it -> {
              if (!REFERENCES.contains(it.getKey()) && !it.getKey().equals("allOf")) {
                flat.set(it.getKey(), it.getValue());
              }
            });
    for (String keyword : REFERENCES) {
      JsonNode reference = schema.path(keyword);
      if (reference.isTextual()) {
        references.add(reference.textValue());
        JsonNode target = LocalReference.resolve(root, reference.textValue());
        if (!take(flat, target, references)) {
          return Optional.empty();
        }
      }
    }
    for (JsonNode part : schema.path("allOf")) {
      if (!take(flat, part, references)) {
        return Optional.empty();
      }
    }
    return Optional.of(flat);
  }

  /** Whether a value fits a schema of this document, or one that was made of such. */
  boolean fits(ObjectNode flat, JsonNode value) {
    if (++checks > MOST_CHECKS) {
      throw new IllegalStateException("The schema has too many alternatives");
    }
    ObjectNode alone = (ObjectNode) moved(flat);
    alone.remove(List.of("$schema", "$id", "id", "$defs", "definitions"));
    alone.putObject(schema.definitions()).set("root", movedRoot);
    return schema.alike(alone).misfitOf(value).isEmpty();
  }

  private boolean take(ObjectNode flat, JsonNode part, Set<String> references) {
    Optional<ObjectNode> other = flat(part, references);
    other.ifPresent(it -> SchemaMerge.into(flat, it));
    return other.isPresent();
  }

  /** A copy whose references lead to where the document stands in a schema made for a check. */
  private JsonNode moved(JsonNode node) {
    if (node.isArray()) {
      ArrayNode list = root.arrayNode();
      node.forEach(each -> list.add(moved(each)));
      return list;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = root.objectNode();
    node.properties()
        .forEach(
            it -> {
              boolean reference = REFERENCES.contains(it.getKey()) && it.getValue().isTextual();
              object.set(
                  it.getKey().equals("$recursiveRef") ? "$ref" : it.getKey(),
                  reference ? moved(it.getValue().textValue()) : moved(it.getValue()));
            });
    return object;
  }

  private TextNode moved(String reference) {
    return TextNode.valueOf(
        reference.equals("#") || reference.startsWith("#/")
            ? place + reference.substring(1)
            : reference);
  }
}
