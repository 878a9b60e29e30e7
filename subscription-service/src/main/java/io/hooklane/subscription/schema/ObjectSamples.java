package io.hooklane.subscription.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Objects of a schema's properties. */
final class ObjectSamples {

  private static final int MOST_FURTHER = 100;
  private static final int MORE_TRIES = 8;

  private final SampleValues values;
  private final FlatSchemas schemas;
  private final ObjectNode root;

  ObjectSamples(SampleValues values, FlatSchemas schemas, ObjectNode root) {
    this.values = values;
    this.schemas = schemas;
    this.root = root;
  }

  /** An object for this schema; empty when none was found. */
  Optional<JsonNode> of(ObjectNode schema, Place place) {
    Set<String> required = required(schema);
    Set<String> names = new LinkedHashSet<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    names.addAll(required);
    int most = schema.path("maxProperties").asInt(Integer.MAX_VALUE);
    int optionalLeft = Math.max(0, most - required.size());
    ObjectNode object = root.objectNode();
    for (String name : names) {
      boolean optional = !required.contains(name);
      if (optional && (optionalLeft == 0 || leftOut(schema, name, place))) {
        continue;
      }
      Optional<JsonNode> value = property(schema, name, place.inside());
      if (value.isPresent()) {
        object.set(name, value.get());
        optionalLeft -= optional ? 1 : 0;
      } else if (!optional) {
        return Optional.empty();
      }
    }
    return withFurther(schema, object, place);
  }

  /** The required ones, and those that are required beside any that the schema names. */
  private static Set<String> required(ObjectNode schema) {
    Set<String> required = new LinkedHashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (String keyword : List.of("dependentRequired", "dependencies")) {
      for (Map.Entry<String, JsonNode> entry : schema.path(keyword).properties()) {
        boolean there =
            required.contains(entry.getKey()) || schema.path("properties").has(entry.getKey());
        if (there && entry.getValue().isArray()) {
          entry.getValue().forEach(name -> required.add(name.asText()));
        }
      }
    }
    return required;
  }

  private boolean leftOut(ObjectNode schema, String name, Place place) {
    Set<String> references = new HashSet<>();
    if (schemas.flat(schema.path("properties").path(name), references).isEmpty()) {
      return true;
    }
    return place.isTooDeepFor(references);
  }

  private Optional<JsonNode> property(ObjectNode schema, String name, Place place) {
    ArrayNode parts = root.arrayNode();
    if (schema.path("properties").has(name)) {
      parts.add(schema.path("properties").path(name));
    }
    for (Map.Entry<String, JsonNode> entry : schema.path("patternProperties").properties()) {
      if (new BoundedPattern(entry.getKey()).matches(name)) {
        parts.add(entry.getValue());
      }
    }
    if (parts.isEmpty() && schema.has("additionalProperties")) {
      parts.add(schema.path("additionalProperties"));
    }
    ObjectNode all = root.objectNode();
    all.set("allOf", parts);
    return values.of(parts.size() == 1 ? parts.get(0) : all, place);
  }

  private Optional<JsonNode> withFurther(ObjectNode schema, ObjectNode object, Place place) {
    int least = schema.path("minProperties").asInt(0);
    if (least > MOST_FURTHER) {
      return Optional.empty();
    }
    for (int i = 0; object.size() < least && i < least + MORE_TRIES; i++) {
      Optional<String> name = furtherName(schema, i);
      if (name.isPresent() && !object.has(name.get())) {
        property(schema, name.get(), place.inside())
            .ifPresent(value -> object.set(name.get(), value));
      }
    }
    return object.size() < least ? Optional.empty() : Optional.of(object);
  }

  private Optional<String> furtherName(ObjectNode schema, int variant) {
    if (schema.path("propertyNames").isObject()) {
      ObjectNode text = root.objectNode().put("type", "string");
      return values
          .of(
              SchemaMerge.both(root, schema.path("propertyNames"), text),
              Place.OUTERMOST.inside().with(variant))
          .map(JsonNode::asText);
    }
    JsonNode additional = schema.path("additionalProperties");
    if (additional.isBoolean() && !additional.booleanValue()) {
      for (Map.Entry<String, JsonNode> entry : schema.path("patternProperties").properties()) {
        return TextSamples.of(root.objectNode().put("pattern", entry.getKey()), variant);
      }
    }
    return Optional.of("property" + (variant + 1));
  }
}
