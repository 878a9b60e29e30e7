package io.hooklane.subscription.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes values of the schemas of one document, outermost first. For one sample, one thread. */
final class SampleValues {

  private static final int DEEPEST = 16;

  private static final int MOST_VALUES = 5_000;
  private static final int VARIANTS = 8;
  private static final Set<String> OF_OBJECTS =
      Set.of(
          "properties", "required", "additionalProperties", "minProperties", "patternProperties");
  private static final Set<String> OF_ARRAYS =
      Set.of("items", "prefixItems", "minItems", "contains", "uniqueItems");
  private static final Set<String> OF_NUMBERS =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

  private final FlatSchemas schemas;
  private final ObjectNode root;
  private final ObjectSamples objects;
  private final ArraySamples arrays;
  private int values;

  SampleValues(PayloadSchema schema, ObjectNode root) {
    this.schemas = new FlatSchemas(schema, root);
    this.root = root;
    this.objects = new ObjectSamples(this, schemas, root);
    this.arrays = new ArraySamples(this, schemas, root);
  }

  /** An object for the whole schema; empty when none was found. */
  Optional<JsonNode> ofRoot() {
    ObjectNode object = root.objectNode().put("type", "object");
    return of(SchemaMerge.both(root, root, object), Place.OUTERMOST);
  }

  /** A value for a schema of the document; empty when none was found. */
  Optional<JsonNode> of(JsonNode schema, Place place) {
    if (place.depth() > DEEPEST) {
      return Optional.empty();
    }
    if (++values > MOST_VALUES) {
      throw new IllegalStateException("The schema describes too large a value");
    }
    Set<String> followed = new HashSet<>();
    return schemas.flat(schema, followed).flatMap(flat -> ofFlat(flat, place.after(followed)));
  }

  private Optional<JsonNode> ofFlat(ObjectNode schema, Place place) {
    Optional<JsonNode> given = given(schema, place.variant());
    if (given.isPresent() || schema.has("const") || schema.has("enum")) {
      return given;
    }
    for (String keyword : List.of("oneOf", "anyOf")) {
      if (schema.path(keyword).isArray()) {
        return firstFitting(schema, place, Alternatives.branches(schema, keyword));
      }
    }
    if (schema.has("if")) {
      return firstFitting(schema, place, Alternatives.conditions(schema));
    }
    if (schema.has("dependentSchemas")) {
      return firstFitting(schema, place, Alternatives.dependents(schema));
    }
    if (!schema.has("not")) {
      return ofType(schema, place);
    }
    for (int variant = 0; variant < VARIANTS; variant++) {
      Optional<JsonNode> value = ofType(schema, place.with(place.variant() + variant));
      if (value.isPresent() && schemas.fits(schema, value.get())) {
        return value;
      }
    }
    return Optional.empty();
  }

  /** What the schema itself names as a value. */
  private Optional<JsonNode> given(ObjectNode schema, int variant) {
    List<JsonNode> candidates = new ArrayList<>();
    if (schema.has("const")) {
      candidates.add(schema.path("const"));
    } else if (schema.path("enum").isArray()) {
      schema.path("enum").forEach(candidates::add);
    } else if (schema.path("examples").isArray()) {
      schema.path("examples").forEach(candidates::add);
    }
    boolean free = !schema.has("const") && !schema.has("enum");
    if (free && candidates.size() <= variant) {
      candidates.clear();
    }
    if (free && variant == 0) {
      candidates.addAll(own(schema, "example"));
      candidates.addAll(own(schema, "default"));
    }
    for (int i = 0; i < candidates.size(); i++) {
      JsonNode candidate = candidates.get((i + variant) % candidates.size());
      if (schemas.fits(schema, candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static List<JsonNode> own(ObjectNode schema, String keyword) {
    return schema.has(keyword) ? List.of(schema.path(keyword)) : List.of();
  }

  private Optional<JsonNode> firstFitting(
      ObjectNode schema, Place place, List<JsonNode> alternatives) {
    for (JsonNode alternative : alternatives) {
      Optional<JsonNode> value = of(alternative, place);
      if (value.isPresent() && schemas.fits(schema, value.get())) {
        return value;
      }
    }
    return Optional.empty();
  }

  private Optional<JsonNode> ofType(ObjectNode schema, Place place) {
    for (String type : typesOf(schema)) {
      Optional<JsonNode> value =
          switch (type) {
            case "object" -> objects.of(schema, place);
            case "array" -> arrays.of(schema, place);
            case "string" -> TextSamples.of(schema, place.variant()).map(TextNode::valueOf);
            case "integer" -> number(schema, true, place.variant());
            case "number" -> number(schema, false, place.variant());
            case "boolean" -> Optional.of(BooleanNode.valueOf(place.variant() % 2 == 0));
            case "null" -> Optional.of(NullNode.getInstance());
            default -> Optional.empty();
          };
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  private static List<String> typesOf(ObjectNode schema) {
    if (schema.has("type")) {
      List<String> types = new ArrayList<>(SchemaMerge.types(schema.path("type")));
      types.sort(Comparator.comparing("null"::equals));
      return types;
    }
    if (OF_OBJECTS.stream().anyMatch(schema::has)) {
      return List.of("object");
    }
    if (OF_ARRAYS.stream().anyMatch(schema::has)) {
      return List.of("array");
    }
    return OF_NUMBERS.stream().anyMatch(schema::has) ? List.of("number") : List.of("string");
  }

  private static Optional<JsonNode> number(ObjectNode schema, boolean whole, int variant) {
    return NumberSamples.of(schema, whole, variant)
        .map(it -> DecimalNode.valueOf(it.scale() < 0 ? it.setScale(0) : it));
  }
}
