package io.hooklane.subscription.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Makes a payload of a schema: always the same of the same schema, and never one that does not fit
 * it. What formats ask for is kept too.
 */
public final class SampleGenerator {

  private SampleGenerator() {}

  /**
   * A sample of this schema: one of the examples that stand in it, or one made from its keywords.
   *
   * @param index which of its {@code examples} is asked for; the first fitting one stands in for
   *     one that it has not
   */
  public static Sample generate(PayloadSchema schema, int index) {
    JsonNode source = schema.source();
    JsonNode asked = source.path("examples").path(index);
    if (fits(schema, asked)) {
      return new Sample.Fitting(asked.toString());
    }
    for (JsonNode example : source.path("examples")) {
      if (fits(schema, example)) {
        return new Sample.Fitting(example.toString());
      }
    }
    if (fits(schema, source.path("example"))) {
      return new Sample.Fitting(source.path("example").toString());
    }
    try {
      return made(schema.withFormats());
    } catch (StackOverflowError e) {
      return new Sample.None("The schema nests too deeply");
    } catch (RuntimeException e) {
      // Schemas come from outside: whatever one does to the making, it only has no sample then.
      return new Sample.None("No sample could be made: " + e.getMessage());
    }
  }

  private static Sample made(PayloadSchema schema) {
    if (!(schema.source() instanceof ObjectNode source)) {
      return new Sample.None("A payload is a JSON object");
    }
    Optional<JsonNode> value = new SampleValues(schema, source).ofRoot();
    if (value.isEmpty()) {
      return new Sample.None("No object was found that fits the schema");
    }
    Optional<Misfit> misfit = schema.misfitOf(value.get());
    return misfit.isEmpty()
        ? new Sample.Fitting(value.get().toString())
        : new Sample.None(
            "No sample was found that fits the schema; the nearest one does not at /"
                + String.join("/", misfit.get().place())
                + ": "
                + misfit.get().why());
  }

  private static boolean fits(PayloadSchema schema, JsonNode example) {
    return example.isObject() && schema.misfitOf(example).isEmpty();
  }
}
