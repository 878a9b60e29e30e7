package io.hooklane.subscription.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes values of the schemas of one document, outermost first. For one sample, one thread. */
final class SampleValues {

  private static final int DEEPEST = 16;

  /** From here on what may be left out is. */
  private static final int DEEPEST_OPTIONAL = 6;

  private static final int MOST_VALUES = 5_000;
  private static final int MOST_ITEMS = 100;
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
  private int values;

  SampleValues(PayloadSchema schema, ObjectNode root) {
    this.schemas = new FlatSchemas(schema, root);
    this.root = root;
  }

  /** An object for the whole schema; empty when none was found. */
  Optional<JsonNode> ofRoot() {
    ObjectNode object = root.objectNode().put("type", "object");
    return of(SchemaMerge.both(root, root, object), new Place(0, 0, Set.of()));
  }

  /**
   * Where a value is to stand.
   *
   * @param variant which of many values is wanted, 0 for the plainest
   * @param references those that led here
   */
  private record Place(int depth, int variant, Set<String> references) {

    Place inside(Set<String> followed, int otherVariant) {
      Set<String> all = new HashSet<>(references);
      all.addAll(followed);
      return new Place(depth + 1, otherVariant, all);
    }

    Place with(int otherVariant) {
      return new Place(depth, otherVariant, references);
    }

    Place after(Set<String> followed) {
      Set<String> all = new HashSet<>(references);
      all.addAll(followed);
      return new Place(depth, variant, all);
    }
  }

  private Optional<JsonNode> of(JsonNode schema, Place place) {
    if (place.depth() > DEEPEST) {
      return Optional.empty();
    }
    if (++values > MOST_VALUES) {
      throw new IllegalStateException("The schema describes too large a value");
    }
    Set<String> followed = new HashSet<>();
    return schemas.flat(schema, followed).flatMap(flat -> ofFlat(flat, place, followed));
  }

  private Optional<JsonNode> ofFlat(ObjectNode schema, Place place, Set<String> followed) {
    Optional<JsonNode> given = given(schema, place.variant());
    if (given.isPresent() || schema.has("const") || schema.has("enum")) {
      return given;
    }
    for (String keyword : List.of("oneOf", "anyOf")) {
      if (schema.path(keyword).isArray()) {
        return firstFitting(schema, place.after(followed), branches(schema, keyword));
      }
    }
    if (schema.has("if")) {
      return firstFitting(schema, place.after(followed), conditions(schema));
    }
    if (schema.has("dependentSchemas")) {
      return firstFitting(schema, place.after(followed), dependents(schema));
    }
    if (!schema.has("not")) {
      return ofType(schema, place, followed);
    }
    for (int variant = 0; variant < VARIANTS; variant++) {
      Optional<JsonNode> value = ofType(schema, place.with(place.variant() + variant), followed);
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

  private List<JsonNode> branches(ObjectNode schema, String keyword) {
    ObjectNode rest = without(schema, keyword);
    List<JsonNode> branches = new ArrayList<>();
    schema.path(keyword).forEach(branch -> branches.add(SchemaMerge.both(root, rest, branch)));
    // One that is not null says more.
    branches.sort(
        Comparator.comparing(
            branch -> branch.path("allOf").path(1).path("type").asText().equals("null")));
    return branches;
  }

  private List<JsonNode> conditions(ObjectNode schema) {
    ObjectNode rest = without(schema, "if", "then", "else");
    JsonNode met = rest;
    if (schema.has("then")) {
      met = SchemaMerge.both(root, rest, schema.path("then"));
    }
    met = SchemaMerge.both(root, met, schema.path("if"));
    JsonNode unmet = schema.has("else") ? SchemaMerge.both(root, rest, schema.path("else")) : rest;
    return List.of(met, unmet, rest);
  }

  private List<JsonNode> dependents(ObjectNode schema) {
    ObjectNode rest = without(schema, "dependentSchemas");
    JsonNode all = rest;
    for (Map.Entry<String, JsonNode> dependent : schema.path("dependentSchemas").properties()) {
      if (schema.path("properties").has(dependent.getKey())) {
        all = SchemaMerge.both(root, all, dependent.getValue());
      }
    }
    ObjectNode bare = rest.deepCopy();
    if (bare.path("properties") instanceof ObjectNode properties) {
      schema.path("dependentSchemas").fieldNames().forEachRemaining(properties::remove);
    }
    return List.of(all, rest, bare);
  }

  private static ObjectNode without(ObjectNode schema, String... keywords) {
    ObjectNode rest = schema.deepCopy();
    rest.remove(List.of(keywords));
    return rest;
  }

  private Optional<JsonNode> ofType(ObjectNode schema, Place place, Set<String> followed) {
    for (String type : typesOf(schema)) {
      Optional<JsonNode> value =
          switch (type) {
            case "object" -> object(schema, place, followed);
            case "array" -> array(schema, place, followed);
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

  private Optional<JsonNode> object(ObjectNode schema, Place place, Set<String> followed) {
    Set<String> required = required(schema);
    Set<String> names = new LinkedHashSet<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    names.addAll(required);
    int most = schema.path("maxProperties").asInt(Integer.MAX_VALUE);
    int optionalLeft = Math.max(0, most - required.size());
    ObjectNode object = root.objectNode();
    for (String name : names) {
      boolean optional = !required.contains(name);
      if (optional && (optionalLeft == 0 || leftOut(schema, name, place, followed))) {
        continue;
      }
      Optional<JsonNode> value = property(schema, name, place.inside(followed, place.variant()));
      if (value.isPresent()) {
        object.set(name, value.get());
        optionalLeft -= optional ? 1 : 0;
      } else if (!optional) {
        return Optional.empty();
      }
    }
    return withFurther(schema, object, place, followed);
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

  private boolean leftOut(ObjectNode schema, String name, Place place, Set<String> followed) {
    Set<String> references = new HashSet<>();
    if (schemas.flat(schema.path("properties").path(name), references).isEmpty()) {
      return true;
    }
    return place.depth() >= DEEPEST_OPTIONAL
        || references.stream()
            .anyMatch(
                it -> it.equals("#") || place.references().contains(it) || followed.contains(it));
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
    return of(parts.size() == 1 ? parts.get(0) : all, place);
  }

  private Optional<JsonNode> withFurther(
      ObjectNode schema, ObjectNode object, Place place, Set<String> followed) {
    int least = schema.path("minProperties").asInt(0);
    if (least > MOST_ITEMS) {
      return Optional.empty();
    }
    for (int i = 0; object.size() < least && i < least + VARIANTS; i++) {
      Optional<String> name = furtherName(schema, i);
      if (name.isPresent() && !object.has(name.get())) {
        property(schema, name.get(), place.inside(followed, place.variant()))
            .ifPresent(value -> object.set(name.get(), value));
      }
    }
    return object.size() < least ? Optional.empty() : Optional.of(object);
  }

  private Optional<String> furtherName(ObjectNode schema, int variant) {
    if (schema.path("propertyNames").isObject()) {
      ObjectNode text = root.objectNode().put("type", "string");
      return of(
              SchemaMerge.both(root, schema.path("propertyNames"), text),
              new Place(1, variant, Set.of()))
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

  private Optional<JsonNode> array(ObjectNode schema, Place place, Set<String> followed) {
    JsonNode each = schema.path("items");
    JsonNode first = schema.path("prefixItems");
    if (each.isArray()) {
      // Before draft 2020-12.
      first = each;
      each = schema.path("additionalItems");
    }
    int least = schema.path("minItems").asInt(0);
    int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
    int wanted = Math.min(most, Math.max(least, Math.max(first.size(), 1)));
    int contained = schema.has("contains") ? schema.path("minContains").asInt(1) : 0;
    wanted = Math.max(wanted, Math.min(most, first.size() + contained));
    if (least > MOST_ITEMS || wanted > MOST_ITEMS) {
      return Optional.empty();
    }
    ArrayNode array = root.arrayNode();
    for (int i = 0; i < wanted; i++) {
      JsonNode item = i < first.size() ? first.path(i) : each;
      if (i >= first.size() && i < first.size() + contained) {
        item =
            item.isMissingNode()
                ? schema.path("contains")
                : SchemaMerge.both(root, item, schema.path("contains"));
      }
      boolean needed = i < Math.max(least, contained);
      Optional<JsonNode> value = item(schema, item, array, needed, place, followed);
      if (value.isEmpty()) {
        return needed ? Optional.empty() : Optional.of(array);
      }
      array.add(value.get());
    }
    return Optional.of(array);
  }

  private Optional<JsonNode> item(
      ObjectNode schema,
      JsonNode item,
      ArrayNode before,
      boolean needed,
      Place place,
      Set<String> followed) {
    Set<String> references = new HashSet<>();
    JsonNode wanted = item.isMissingNode() ? root.objectNode() : item;
    boolean again =
        schemas.flat(wanted, references).isPresent()
            && references.stream()
                .anyMatch(
                    it ->
                        it.equals("#") || place.references().contains(it) || followed.contains(it));
    if (!needed && (again || place.depth() >= DEEPEST_OPTIONAL)) {
      return Optional.empty();
    }
    boolean different = schema.path("uniqueItems").asBoolean(false);
    for (int variant = 0; variant < (different ? before.size() + VARIANTS : 1); variant++) {
      Optional<JsonNode> value = of(wanted, place.inside(followed, place.variant() + variant));
      if (value.isEmpty() || !different || !contains(before, value.get())) {
        return value;
      }
    }
    return Optional.empty();
  }

  private static boolean contains(ArrayNode values, JsonNode value) {
    for (JsonNode each : values) {
      if (each.equals(COMPARING, value)) {
        return true;
      }
    }
    return false;
  }

  /** 1 and 1.0 are one number. */
  private static final Comparator<JsonNode> COMPARING =
      (one, other) -> {
        if (one.isNumber() && other.isNumber()) {
          BigDecimal a = one.decimalValue();
          return a.compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
      };
}
