package io.hooklane.subscription.eventtype;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hooklane.management.JsonBody;
import io.hooklane.management.ValidationErrorBody;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.schema.Misfit;
import io.hooklane.subscription.schema.PayloadSchema;
import io.hooklane.subscription.schema.UnusableSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What an event type's schemas and examples must be. */
final class PayloadRules {

  /** All versions together, as JSON. */
  private static final int MOST_CHARACTERS = 262_144;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PayloadRules() {}

  /** Reads objects by version, which null clears. */
  static @Nullable String byVersion(JsonBody body, String field, @Nullable String absent) {
    if (!body.has(field)) {
      return absent;
    }
    JsonBody versions = body.nullableObject(field);
    if (versions == null) {
      return null;
    }
    if (versions.names().size() > Versions.MOST) {
      throw body.problem(field, "At most " + Versions.MOST + " versions");
    }
    for (String version : versions.names()) {
      if (!Versions.isForm(version)) {
        throw body.problem(
            field, "A version is 1 to 64 letters, digits, hyphens, underscores and dots");
      }
      if (versions.nullableObject(version) == null) {
        throw versions.problem(version, "Give an object");
      }
    }
    String json = versions.toJson();
    if (json.length() > MOST_CHARACTERS) {
      throw body.problem(field, "At most " + MOST_CHARACTERS + " characters of JSON together");
    }
    return json;
  }

  /**
   * Checks that schemas are JSON Schemas, and that each example fits its version's.
   *
   * @param place where a version of {@code schemas} or {@code examples} stands, for the error
   * @throws ValidationException when not
   */
  static void check(EventTypeSettings settings, BiFunction<String, String, List<String>> place) {
    JsonNode schemas = read(settings.schemas());
    JsonNode examples = read(settings.examples());
    for (var entry : schemas.properties()) {
      String version = entry.getKey();
      PayloadSchema schema;
      try {
        schema = PayloadSchema.parse(entry.getValue());
      } catch (UnusableSchemaException e) {
        throw problem(place.apply("schemas", version), e.misfit(), "");
      }
      JsonNode example = examples.path(version);
      Optional<Misfit> misfit =
          example.isMissingNode() ? Optional.empty() : schema.misfitOf(example);
      if (misfit.isPresent()) {
        throw problem(
            place.apply("examples", version), misfit.get(), "It does not fit its schema: ");
      }
    }
  }

  private static ValidationException problem(List<String> place, Misfit misfit, String lead) {
    List<String> whole = new ArrayList<>(place);
    whole.addAll(misfit.place());
    return new ValidationException(
        List.of(
            new ValidationErrorBody.Item(List.copyOf(whole), lead + misfit.why(), "value_error")));
  }

  private static JsonNode read(@Nullable String json) {
    try {
      return json == null ? JSON.createObjectNode() : JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("It was read as JSON before", e);
    }
  }
}
