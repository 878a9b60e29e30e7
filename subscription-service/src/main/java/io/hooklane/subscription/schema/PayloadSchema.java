package io.hooklane.subscription.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A JSON Schema (drafts 4 to 2020-12) that payloads can be held against. Nothing that it names is
 * ever fetched, neither from the network nor from files.
 */
public final class PayloadSchema {

  /** JSON Schema's own schemas, which the library brings along. */
  private static final String OWN_SCHEMAS = "classpath:draft";

  private static final Map<VersionFlag, JsonSchemaFactory> FACTORIES = new ConcurrentHashMap<>();
  private static final Map<VersionFlag, JsonSchema> OF_SCHEMAS = new ConcurrentHashMap<>();

  private final JsonNode source;
  private final VersionFlag draft;
  private final JsonSchema schema;

  private PayloadSchema(JsonNode source, VersionFlag draft, JsonSchema schema) {
    this.source = source;
    this.draft = draft;
    this.schema = schema;
  }

  /**
   * Reads a schema. Without a {@code $schema} it is of draft 2020-12, or of draft 7 if it can only
   * be that.
   *
   * @throws UnusableSchemaException when it is none, or refers to what is not in it
   */
  public static PayloadSchema parse(JsonNode source) {
    SchemaWalk.check(source);
    VersionFlag draft = draftOf(source);
    Optional<Misfit> misfit = misfit(ofSchemas(draft), source);
    if (misfit.isPresent()) {
      throw new UnusableSchemaException(
          misfit.get().place(), "Not a JSON Schema: " + misfit.get().why());
    }
    return new PayloadSchema(source, draft, compile(source, draft, false));
  }

  /** Where a value does not fit, if so. */
  public Optional<Misfit> misfitOf(JsonNode value) {
    return misfit(schema, value);
  }

  /** The schema as it was given. */
  JsonNode source() {
    return source;
  }

  /** The same with formats to be kept, which JSON Schema leaves open. */
  PayloadSchema withFormats() {
    return new PayloadSchema(source, draft, compile(source, draft, true));
  }

  /** Where definitions stand in this draft. */
  String definitions() {
    return draft.getVersionFlagValue() < VersionFlag.V201909.getVersionFlagValue()
        ? "definitions"
        : "$defs";
  }

  /** Another schema in the same draft's language, unchecked. */
  PayloadSchema alike(ObjectNode other) {
    return new PayloadSchema(other, draft, compile(other, draft, true));
  }

  private static VersionFlag draftOf(JsonNode source) {
    JsonNode language = source.path("$schema");
    if (language.isTextual()) {
      return SchemaWalk.draft(language.textValue()).orElse(VersionFlag.V202012);
    }
    boolean onlyDraft7 =
        misfit(ofSchemas(VersionFlag.V202012), source).isPresent()
            && misfit(ofSchemas(VersionFlag.V7), source).isEmpty();
    return onlyDraft7 ? VersionFlag.V7 : VersionFlag.V202012;
  }

  private static JsonSchema compile(JsonNode source, VersionFlag draft, boolean formats) {
    try {
      JsonSchema schema = factory(draft).getSchema(source, settings(formats));
      schema.initializeValidators();
      return schema;
    } catch (StackOverflowError e) {
      throw new UnusableSchemaException(List.of(), "The schema nests too deeply");
    } catch (RuntimeException e) {
      // The library has no one way to say so.
      throw new UnusableSchemaException(List.of(), "The schema cannot be used: " + message(e));
    }
  }

  private static Optional<Misfit> misfit(JsonSchema schema, JsonNode value) {
    try {
      return schema.validate(value).stream().findFirst().map(PayloadSchema::misfit);
    } catch (StackOverflowError e) {
      return Optional.of(
          new Misfit(List.of(), "It nests too deeply to be held against the schema"));
    } catch (RuntimeException e) {
      return Optional.of(new Misfit(List.of(), "The schema cannot be used: " + message(e)));
    }
  }

  private static Misfit misfit(ValidationMessage message) {
    List<String> place = new ArrayList<>();
    JsonNodePath location = message.getInstanceLocation();
    for (int i = 0; i < location.getNameCount(); i++) {
      place.add(String.valueOf(location.getElement(i)));
    }
    return new Misfit(place, message.getError());
  }

  private static String message(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static JsonSchema ofSchemas(VersionFlag draft) {
    return OF_SCHEMAS.computeIfAbsent(
        draft,
        known -> factory(known).getSchema(SchemaLocation.of(known.getId()), settings(false)));
  }

  private static JsonSchemaFactory factory(VersionFlag draft) {
    return FACTORIES.computeIfAbsent(
        draft,
        known ->
            JsonSchemaFactory.getInstance(
                known,
                builder ->
                    builder.schemaLoaders(
                        loaders ->
                            loaders.add(
                                iri ->
                                    iri != null && iri.toString().startsWith(OWN_SCHEMAS)
                                        ? null
                                        : DisallowSchemaLoader.getInstance().getSchema(iri)))));
  }

  private static SchemaValidatorsConfig settings(boolean formats) {
    SchemaValidatorsConfig.Builder settings =
        SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ROOT)
            .preloadJsonSchema(false)
            .regularExpressionFactory(BoundedPattern::new);
    return formats ? settings.formatAssertionsEnabled(true).build() : settings.build();
  }
}
