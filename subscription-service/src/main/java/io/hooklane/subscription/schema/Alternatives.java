package io.hooklane.subscription.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The schemas of which one may hold, where a schema leaves a choice; the likeliest comes first. */
final class Alternatives {

  private Alternatives() {}

  /** The branches of {@code oneOf} or {@code anyOf}, each with the rest of the schema. */
  static List<JsonNode> branches(ObjectNode schema, String keyword) {
    ObjectNode rest = without(schema, keyword);
    List<JsonNode> branches = new ArrayList<>();
    schema.path(keyword).forEach(branch -> branches.add(SchemaMerge.both(schema, rest, branch)));
    // One that is not null says more.
    branches.sort(
        Comparator.comparing(
            branch -> branch.path("allOf").path(1).path("type").asText().equals("null")));
    return branches;
  }

  /** What {@code if}, {@code then} and {@code else} come to. */
  static List<JsonNode> conditions(ObjectNode schema) {
    ObjectNode rest = without(schema, "if", "then", "else");
    JsonNode met = rest;
    if (schema.has("then")) {
      met = SchemaMerge.both(schema, rest, schema.path("then"));
    }
    met = SchemaMerge.both(schema, met, schema.path("if"));
    JsonNode unmet =
        schema.has("else") ? SchemaMerge.both(schema, rest, schema.path("else")) : rest;
    return List.of(met, unmet, rest);
  }

  /** What {@code dependentSchemas} come to: with those of all properties, or without. */
  static List<JsonNode> dependents(ObjectNode schema) {
    ObjectNode rest = without(schema, "dependentSchemas");
    JsonNode all = rest;
    for (Map.Entry<String, JsonNode> dependent : schema.path("dependentSchemas").properties()) {
      if (schema.path("properties").has(dependent.getKey())) {
        all = SchemaMerge.both(schema, all, dependent.getValue());
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
}
