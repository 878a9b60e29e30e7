package io.hooklane.subscription.eventtype;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import io.hooklane.subscription.openapi.Webhook;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the webhooks of an OpenAPI document into a catalog: all of them, or none. */
@Singleton
class OpenApiImport {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final EventTypes types;
  private final ConfigurationChanges changes;

  OpenApiImport(EventTypes types, ConfigurationChanges changes) {
    this.types = types;
    this.changes = changes;
  }

  /**
   * Creates what is not in the catalog, changes what is, archived or not. What a document does not
   * tell stays: feature flags, and other versions than the highest.
   *
   * @param dryRun whether nothing is changed
   * @param replaceAll whether what is not in the document is archived
   * @throws ValidationException when one webhook cannot be an event type; then nothing is changed
   */
  OpenApiImportOut run(
      EnvironmentId environment, ImportedDocument document, boolean dryRun, boolean replaceAll) {
    return changes.make(
        recorder -> {
          List<OpenApiImportOut.EntryOut> entries = new ArrayList<>();
          Set<String> named = new HashSet<>();
          for (Webhook webhook : document.webhooks()) {
            EventTypeName name = name(document, webhook);
            named.add(name.value());
            Optional<EventTypeSettings> present = types.settings(environment, name.value());
            EventTypeSettings wanted = wanted(document, webhook, present.orElse(null));
            if (!present.equals(Optional.of(wanted))) {
              entries.add(OpenApiImportOut.EntryOut.of(name, wanted));
              if (!dryRun) {
                types.replace(environment, name.value(), wanted);
              }
            }
          }
          List<String> others =
              replaceAll ? types.namesBeside(environment, named) : List.<String>of();
          if (!dryRun) {
            others.forEach(name -> types.delete(environment, name, false));
          }
          List<String> modified = entries.stream().map(OpenApiImportOut.EntryOut::name).toList();
          return new OpenApiImportOut(
              new OpenApiImportOut.DataOut(
                  dryRun ? List.of() : modified, dryRun ? entries : null, others));
        });
  }

  private static EventTypeName name(ImportedDocument document, Webhook webhook) {
    try {
      return new EventTypeName(webhook.name());
    } catch (IllegalArgumentException e) {
      throw document.problem(webhook.place().subList(0, 2), String.valueOf(e.getMessage()));
    }
  }

  private static EventTypeSettings wanted(
      ImportedDocument document, Webhook webhook, @Nullable EventTypeSettings present) {
    if (webhook.description().length() > EventTypeSettings.LONGEST_DESCRIPTION) {
      throw document.problem(
          webhook.place().subList(0, 2),
          "A description has at most " + EventTypeSettings.LONGEST_DESCRIPTION + " characters");
    }
    checked(document, webhook);
    ObjectNode schemas = read(present == null ? null : present.schemas());
    ObjectNode examples = read(present == null ? null : present.examples());
    String version =
        Versions.highest(schemas.properties().stream().map(Map.Entry::getKey).toList())
            .orElse(Versions.FIRST);
    String schema = webhook.schema();
    if (schema != null && !read(schema).equals(schemas.get(version))) {
      schemas.set(version, read(schema));
      // It was made for the schema that is gone.
      examples.remove(version);
    }
    String example = webhook.example();
    if (example != null) {
      examples.set(version, read(example));
    }
    return new EventTypeSettings(
        webhook.description(),
        false,
        webhook.deprecated(),
        schemas.isEmpty() ? null : schemas.toString(),
        examples.isEmpty() ? null : examples.toString(),
        present == null ? List.of() : present.featureFlags());
  }

  /** By itself, so that what is said is said of the document and not of what was there. */
  private static void checked(ImportedDocument document, Webhook webhook) {
    EventTypeSettings alone =
        new EventTypeSettings(
            "",
            false,
            false,
            ofOneVersion(webhook.schema()),
            ofOneVersion(webhook.example()),
            List.of());
    PayloadRules.check(
        alone,
        (field, version) -> {
          List<String> place = document.at(webhook.place());
          place.add(field.equals("schemas") ? "schema" : "example");
          return place;
        });
  }

  private static @Nullable String ofOneVersion(@Nullable String value) {
    return value == null ? null : "{\"" + Versions.FIRST + "\":" + value + "}";
  }

  private static ObjectNode read(@Nullable String json) {
    try {
      return json == null ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("It was read as JSON before", e);
    }
  }
}
