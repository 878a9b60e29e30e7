package io.hooklane.subscription.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/**
 * Schemas that can be fulfilled for certain, because each is built around a value; whatever they
 * are, a sample is made and fits.
 */
class SamplePropertiesTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> FORMATS =
      List.of(
          "date-time",
          "date",
          "time",
          "email",
          "hostname",
          "ipv4",
          "ipv6",
          "uri",
          "uuid",
          "duration",
          "json-pointer",
          "regex");
  private static final List<String> PATTERNS =
      List.of("^[a-z]{2,5}$", "^\\d{4}-[A-F]+$", "id_", "^(red|green|blue)$", "^[^ ]+@x\\.y$");

  @Property(tries = 1_000)
  void everySchemaThatCanBeFulfilledHasASampleThatFits(
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long seed) throws Exception {
    ObjectNode source = new Schemas(new Random(seed)).root();
    PayloadSchema schema = PayloadSchema.parse(source);

    Sample sample = SampleGenerator.generate(schema, 0);

    assertThat(sample).as(source.toString()).isInstanceOf(Sample.Fitting.class);
    JsonNode made = JSON.readTree(((Sample.Fitting) sample).json());
    assertThat(schema.withFormats().misfitOf(made)).as(source + " → " + made).isEmpty();
    assertThat(SampleGenerator.generate(PayloadSchema.parse(source), 0)).isEqualTo(sample);
  }

  private static final class Schemas {
    private final Random random;
    private final ObjectNode definitions = NODES.objectNode();

    Schemas(Random random) {
      this.random = random;
    }

    ObjectNode root() {
      ObjectNode root = object(3);
      if (!definitions.isEmpty()) {
        root.set("$defs", definitions);
      }
      return root;
    }

    private ObjectNode any(int depth) {
      return switch (random.nextInt(depth > 0 ? 11 : 6)) {
        case 0 -> text();
        case 1 -> number();
        case 2 -> type("boolean");
        case 3 -> chosen();
        case 4 -> type("null");
        case 5 -> wholeNumber();
        case 6 -> object(depth - 1);
        case 7 -> array(depth - 1);
        case 8 -> alternatives(depth - 1);
        case 9 -> reference(depth - 1);
        default -> all(depth - 1);
      };
    }

    private ObjectNode object(int depth) {
      ObjectNode object = type("object");
      ObjectNode properties = object.putObject("properties");
      ArrayNode required = object.putArray("required");
      for (int i = random.nextInt(4); i >= 0; i--) {
        properties.set("p" + i, any(depth));
        if (random.nextBoolean()) {
          required.add("p" + i);
        }
      }
      switch (random.nextInt(4)) {
        case 0 -> object.put("additionalProperties", false);
        case 1 -> {
          object.set("additionalProperties", any(0));
          object.put("minProperties", properties.size() + 1);
        }
        case 2 -> required.add("further");
        default -> object.put("maxProperties", properties.size() + 3);
      }
      return object;
    }

    private ObjectNode array(int depth) {
      ObjectNode array = type("array");
      if (random.nextBoolean()) {
        array.set("items", any(depth));
        array.put("minItems", random.nextInt(4));
      } else {
        array.set("items", random.nextBoolean() ? wholeNumber(0, 50) : type("string"));
        array.put("uniqueItems", true).put("minItems", random.nextInt(5));
      }
      if (random.nextInt(3) == 0) {
        ArrayNode prefix = array.putArray("prefixItems");
        prefix.add(any(depth));
        array.remove("uniqueItems");
      }
      return array;
    }

    private ObjectNode alternatives(int depth) {
      ObjectNode either = NODES.objectNode();
      ArrayNode branches = either.putArray(random.nextBoolean() ? "oneOf" : "anyOf");
      if (random.nextBoolean()) {
        // One that no value fits: the next has to be found.
        branches.add(type("string").put("minLength", 5).put("maxLength", 4));
      }
      branches.add(object(depth).put("title", "first"));
      branches.add(wholeNumber());
      return either;
    }

    private ObjectNode reference(int depth) {
      String name = "d" + definitions.size();
      definitions.set(name, NODES.objectNode());
      definitions.set(name, any(depth));
      return NODES.objectNode().put("$ref", "#/$defs/" + name);
    }

    private ObjectNode all(int depth) {
      ObjectNode all = NODES.objectNode();
      ArrayNode parts = all.putArray("allOf");
      ObjectNode one = type("object");
      one.putObject("properties").set("one", any(depth));
      ObjectNode other = type("object");
      other.putObject("properties").set("other", any(depth));
      other.putArray("required").add("one");
      parts.add(one).add(other);
      return all;
    }

    private ObjectNode text() {
      ObjectNode text = type("string");
      switch (random.nextInt(4)) {
        case 0 -> text.put("format", FORMATS.get(random.nextInt(FORMATS.size())));
        case 1 -> text.put("pattern", PATTERNS.get(random.nextInt(PATTERNS.size())));
        case 2 -> {
          int least = random.nextInt(40);
          text.put("minLength", least).put("maxLength", least + random.nextInt(3));
        }
        default -> text.put("maxLength", random.nextInt(5));
      }
      return text;
    }

    private ObjectNode number() {
      double least = random.nextInt(2_000) / 8.0 - 100;
      ObjectNode number = type("number");
      switch (random.nextInt(4)) {
        case 0 -> number.put("minimum", least).put("maximum", least + random.nextInt(3));
        case 1 -> number.put("exclusiveMinimum", least).put("exclusiveMaximum", least + 0.25);
        case 2 -> number.put("multipleOf", 0.25).put("maximum", least);
        default -> number.put("minimum", least);
      }
      return number;
    }

    private ObjectNode wholeNumber() {
      int least = random.nextInt(200) - 100;
      return random.nextBoolean()
          ? wholeNumber(least, least + random.nextInt(5))
          : type("integer")
              .put("exclusiveMinimum", least)
              .put("maximum", least + 7)
              .put("multipleOf", 1 + random.nextInt(7));
    }

    private static ObjectNode wholeNumber(int least, int most) {
      return type("integer").put("minimum", least).put("maximum", most);
    }

    private ObjectNode chosen() {
      ObjectNode chosen = NODES.objectNode();
      if (random.nextBoolean()) {
        chosen.putArray("enum").add("a").add(2).addNull();
      } else {
        chosen.putObject("const").put("a", random.nextInt());
      }
      return chosen;
    }

    private static ObjectNode type(String type) {
      return NODES.objectNode().put("type", type);
    }
  }
}
