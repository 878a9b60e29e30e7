package io.hooklane.subscription.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks through a schema for what must not be there: references to elsewhere, other languages than
 * JSON Schema's drafts, and references in circles or in such number that a validation would not
 * end.
 */
final class SchemaWalk {

  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");
  private static final Set<String> SCHEMAS_BY_NAME =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

  /** Their values are data, whatever they look like. */
  private static final Set<String> DATA =
      Set.of("const", "enum", "default", "example", "examples", "required", "dependentRequired");

  /** These hold for the same value as the schema that they stand in. */
  private static final List<String> IN_PLACE =
      List.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else");

  private static final int MOST_IN_PLACE = 10_000;

  private final JsonNode root;
  private final Map<JsonNode, Long> weights = new IdentityHashMap<>();
  private final Set<JsonNode> underWay = Collections.newSetFromMap(new IdentityHashMap<>());

  private SchemaWalk(JsonNode root) {
    this.root = root;
  }

  /**
   * Looks through it.
   *
   * @throws UnusableSchemaException when there is such a thing
   */
  static void check(JsonNode root) {
    new SchemaWalk(root).walk(root, List.of());
  }

  private void walk(JsonNode node, List<String> place) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), step(place, Integer.toString(i)));
      }
    } else if (node.isObject()) {
      checkSchema(node, place);
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        String keyword = entry.getKey();
        List<String> deeper = step(place, keyword);
        if (SCHEMAS_BY_NAME.contains(keyword) && entry.getValue().isObject()) {
          entry
              .getValue()
              .properties()
              .forEach(it -> walk(it.getValue(), step(deeper, it.getKey())));
        } else if (!DATA.contains(keyword)) {
          walk(entry.getValue(), deeper);
        }
      }
    }
  }

  private void checkSchema(JsonNode schema, List<String> place) {
    for (String keyword : REFERENCES) {
      JsonNode reference = schema.path(keyword);
      if (reference.isTextual() && !reference.textValue().startsWith("#")) {
        throw new UnusableSchemaException(
            step(place, keyword),
            "Only references within the schema (#/…) are followed; nothing is fetched. Copy what"
                + " it refers to into $defs");
      }
    }
    JsonNode language = schema.path("$schema");
    if (language.isTextual() && draft(language.textValue()).isEmpty()) {
      throw new UnusableSchemaException(
          step(place, "$schema"), "Not one of JSON Schema's drafts 4, 6, 7, 2019-09 and 2020-12");
    }
    weigh(schema, place);
  }

  /** The draft that a {@code $schema} names; empty when it is none of JSON Schema's. */
  static Optional<VersionFlag> draft(String language) {
    return SpecVersionDetector.detectOptionalVersion(language);
  }

  /** How many schemas one value is held against. */
  private long weigh(JsonNode schema, List<String> place) {
    if (!schema.isObject()) {
      return 1;
    }
    Long known = weights.get(schema);
    if (known != null) {
      return known;
    }
    if (!underWay.add(schema)) {
      throw new UnusableSchemaException(place, "The schema refers to itself without end");
    }
    long weight = 1;
    for (String keyword : IN_PLACE) {
      JsonNode inPlace = schema.path(keyword);
      if (inPlace.isArray()) {
        for (JsonNode each : inPlace) {
          weight += weigh(each, place);
        }
      } else {
        weight += weigh(inPlace, place);
      }
    }
    for (String keyword : REFERENCES) {
      JsonNode reference = schema.path(keyword);
      if (reference.isTextual()) {
        weight += weigh(LocalReference.resolve(root, reference.textValue()), place);
      }
    }
    if (weight > MOST_IN_PLACE) {
      throw new UnusableSchemaException(
          place, "Too many schemas for one value: " + MOST_IN_PLACE + " at most");
    }
    underWay.remove(schema);
    weights.put(schema, weight);
    return weight;
  }

  private static List<String> step(List<String> place, String step) {
    List<String> deeper = new ArrayList<>(place);
    deeper.add(step);
    return deeper;
  }
}
