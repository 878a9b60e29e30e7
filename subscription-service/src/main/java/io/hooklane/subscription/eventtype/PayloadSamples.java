package io.hooklane.subscription.eventtype;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.subscription.schema.PayloadSchema;
import io.hooklane.subscription.schema.Sample;
import io.hooklane.subscription.schema.SampleGenerator;
import io.hooklane.subscription.schema.UnusableSchemaException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The payloads that show what events of a type are like: those that its owner gave, and for schemas
 * without one, those that are made of the schema. The latter are made when the event type changes,
 * and kept with it.
 */
final class PayloadSamples {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PayloadSamples() {}

  /** What is kept of the samples made for these settings; null when none has to be made. */
  static @Nullable String made(EventTypeSettings settings) {
    ObjectNode made = JSON.createObjectNode();
    JsonNode examples = read(settings.examples());
    for (var schema : read(settings.schemas()).properties()) {
      if (!examples.has(schema.getKey())) {
        Sample sample = made(schema.getValue(), 0);
        ObjectNode kept = made.putObject(schema.getKey());
        switch (sample) {
          case Sample.Fitting fitting -> kept.set("sample", read(fitting.json()));
          case Sample.None none -> kept.put("reason", none.why());
        }
      }
    }
    return made.isEmpty() ? null : made.toString();
  }

  /**
   * The sample of a version; empty when there is no such version.
   *
   * @param version null for the highest
   * @param index which of the examples that stand in the schema itself, if any do
   */
  static Optional<PayloadSample> of(EventType type, @Nullable String version, int index) {
    EventTypeSettings settings = type.settings();
    JsonNode schemas = read(settings.schemas());
    JsonNode examples = read(settings.examples());
    String wanted = version != null ? version : highest(schemas, examples);
    if (wanted == null) {
      return Optional.of(new PayloadSample(null, "{}", true, null));
    }
    if (examples.has(wanted)) {
      return Optional.of(new PayloadSample(wanted, examples.path(wanted).toString(), false, null));
    }
    if (!schemas.has(wanted)) {
      return Optional.empty();
    }
    JsonNode kept = read(type.samples()).path(wanted);
    if (index > 0 || kept.isMissingNode()) {
      // Those that were stored by an earlier release have none kept.
      return Optional.of(
          switch (made(schemas.path(wanted), index)) {
            case Sample.Fitting fitting -> new PayloadSample(wanted, fitting.json(), true, null);
            case Sample.None none -> new PayloadSample(wanted, null, true, none.why());
          });
    }
    return Optional.of(
        kept.has("sample")
            ? new PayloadSample(wanted, kept.path("sample").toString(), true, null)
            : new PayloadSample(wanted, null, true, kept.path("reason").asText()));
  }

  private static @Nullable String highest(JsonNode schemas, JsonNode examples) {
    Set<String> versions = new LinkedHashSet<>();
    schemas.fieldNames().forEachRemaining(versions::add);
    examples.fieldNames().forEachRemaining(versions::add);
    return Versions.highest(versions).orElse(null);
  }

  private static Sample made(JsonNode schema, int index) {
    try {
      return SampleGenerator.generate(PayloadSchema.parse(schema), index);
    } catch (UnusableSchemaException e) {
      // An earlier release took anything for a schema.
      return new Sample.None(String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode read(@Nullable String json) {
    try {
      return json == null ? JSON.createObjectNode() : JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The catalog holds JSON", e);
    }
  }
}
