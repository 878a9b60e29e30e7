package io.hooklane.subscription.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Lists of a schema's items. */
final class ArraySamples {

  private static final int MOST_ITEMS = 100;
  private static final int MORE_TRIES = 8;

  /** 1 and 1.0 are one number. */
  private static final Comparator<JsonNode> COMPARING =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private final SampleValues values;
  private final FlatSchemas schemas;
  private final ObjectNode root;

  ArraySamples(SampleValues values, FlatSchemas schemas, ObjectNode root) {
    this.values = values;
    this.schemas = schemas;
    this.root = root;
  }

  /** A list for this schema; empty when none was found. */
  Optional<JsonNode> of(ObjectNode schema, Place place) {
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
      Optional<JsonNode> value = item(schema, item, array, needed, place);
      if (value.isEmpty()) {
        return needed ? Optional.empty() : Optional.of(array);
      }
      array.add(value.get());
    }
    return Optional.of(array);
  }

  private Optional<JsonNode> item(
      ObjectNode schema, JsonNode item, ArrayNode before, boolean needed, Place place) {
    Set<String> references = new HashSet<>();
    JsonNode wanted = item.isMissingNode() ? root.objectNode() : item;
    boolean possible = schemas.flat(wanted, references).isPresent();
    if (!possible || (!needed && place.isTooDeepFor(references))) {
      return Optional.empty();
    }
    boolean different = schema.path("uniqueItems").asBoolean(false);
    for (int variant = 0; variant < (different ? before.size() + MORE_TRIES : 1); variant++) {
      Optional<JsonNode> value = values.of(wanted, place.inside().with(place.variant() + variant));
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
}
