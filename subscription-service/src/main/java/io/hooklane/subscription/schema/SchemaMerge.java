package io.hooklane.subscription.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes one schema of several that hold for the same value. Where two keywords cannot be made one,
 * the first stays: what is made of the result is held against the schemas themselves.
 */
final class SchemaMerge {

  private static final Set<String> BY_NAME =
      Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");
  private static final Set<String> LARGER_WINS =
      Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
  private static final Set<String> SMALLER_WINS =
      Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");
  private static final Set<String> SUBSCHEMAS =
      Set.of("items", "additionalProperties", "propertyNames", "contains");
  private static final int MOST_BRANCHES = 64;

  private SchemaMerge() {}

  /** Takes the second's keywords into the first. */
  static void into(ObjectNode target, ObjectNode other) {
    for (Map.Entry<String, JsonNode> entry : other.properties()) {
      String keyword = entry.getKey();
      JsonNode present = target.get(keyword);
      target.set(
          keyword,
          present == null || present.equals(entry.getValue())
              ? entry.getValue()
              : merged(target, keyword, present, entry.getValue()));
    }
  }

  /** A schema that says what both say. */
  static ObjectNode both(ObjectNode factory, JsonNode one, JsonNode other) {
    ObjectNode both = factory.objectNode();
    both.putArray("allOf").add(one).add(other);
    return both;
  }

  private static JsonNode merged(ObjectNode target, String keyword, JsonNode one, JsonNode other) {
    if (BY_NAME.contains(keyword) && one.isObject() && other.isObject()) {
      return byName(target, one, other);
    }
    if (SUBSCHEMAS.contains(keyword)) {
      return both(target, one, other);
    }
    if (LARGER_WINS.contains(keyword) && one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) >= 0 ? one : other;
    }
    if (SMALLER_WINS.contains(keyword) && one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) <= 0 ? one : other;
    }
    return switch (keyword) {
      case "required" -> union(target, one, other);
      case "enum" -> common(target, one, other);
      case "type" -> commonTypes(target, one, other);
      case "multipleOf" -> multiple(target, one, other);
      case "anyOf", "oneOf" -> product(target, one, other);
      default -> one;
    };
  }

  private static JsonNode byName(ObjectNode target, JsonNode one, JsonNode other) {
    ObjectNode all = target.objectNode();
    one.properties().forEach(it -> all.set(it.getKey(), it.getValue()));
    for (Map.Entry<String, JsonNode> entry : other.properties()) {
      JsonNode present = all.get(entry.getKey());
      all.set(
          entry.getKey(),
          present == null || present.equals(entry.getValue())
              ? entry.getValue()
              : both(target, present, entry.getValue()));
    }
    return all;
  }

  private static JsonNode union(ObjectNode target, JsonNode one, JsonNode other) {
    Set<JsonNode> all = new LinkedHashSet<>();
    one.forEach(all::add);
    other.forEach(all::add);
    return target.arrayNode().addAll(all);
  }

  private static JsonNode common(ObjectNode target, JsonNode one, JsonNode other) {
    Set<JsonNode> allowed = new LinkedHashSet<>();
    other.forEach(allowed::add);
    ArrayNode common = target.arrayNode();
    one.forEach(
        value -> {
          if (allowed.contains(value)) {
            common.add(value);
          }
        });
    return common;
  }

  private static JsonNode commonTypes(ObjectNode target, JsonNode one, JsonNode other) {
    Set<String> allowed = types(other);
    ArrayNode common = target.arrayNode();
    for (String type : types(one)) {
      if (allowed.contains(type) || (type.equals("integer") && allowed.contains("number"))) {
        common.add(type);
      } else if (type.equals("number") && allowed.contains("integer")) {
        common.add("integer");
      }
    }
    return common;
  }

  /** The names of a {@code type}, which is a text or a list. */
  static Set<String> types(JsonNode type) {
    Set<String> types = new LinkedHashSet<>();
    if (type.isTextual()) {
      types.add(type.textValue());
    }
    type.forEach(each -> types.add(each.asText()));
    return types;
  }

  /** The least common multiple, of decimals too. */
  private static JsonNode multiple(ObjectNode target, JsonNode one, JsonNode other) {
    BigDecimal a = one.decimalValue();
    BigDecimal b = other.decimalValue();
    int scale = Math.max(0, Math.max(a.scale(), b.scale()));
    BigInteger whole = a.setScale(scale).unscaledValue();
    BigInteger otherWhole = b.setScale(scale).unscaledValue();
    return target.numberNode(
        new BigDecimal(
            whole.multiply(otherWhole).divide(whole.gcd(otherWhole).max(BigInteger.ONE)), scale));
  }

  private static JsonNode product(ObjectNode target, JsonNode one, JsonNode other) {
    if (one.size() * other.size() > MOST_BRANCHES) {
      return one;
    }
    ArrayNode product = target.arrayNode();
    one.forEach(a -> other.forEach(b -> product.add(both(target, a, b))));
    return product;
  }
}
