package io.hooklane.subscription.eventtype;

import io.hooklane.management.JsonBody;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that makes, replaces or patches an event type, and how it is read. */
@Schema(name = "EventTypeIn")
record EventTypeIn(
    @Schema(pattern = "^[a-zA-Z0-9\\-_.]+$", maxLength = EventTypeName.LONGEST) String name,
    @Schema(required = true, maxLength = EventTypeSettings.LONGEST_DESCRIPTION) String description,
    boolean archived,
    boolean deprecated,
    @Schema(nullable = true, description = "JSON Schemas by version")
        @Nullable Map<String, Object> schemas,
    @Schema(nullable = true, description = "Payloads by version; each fits its version's schema")
        @Nullable Map<String, Object> examples,
    @Schema(nullable = true) @Nullable String featureFlag,
    @Schema(nullable = true) @Nullable List<String> featureFlags) {

  private static final EventTypeSettings DEFAULTS =
      new EventTypeSettings("", false, false, null, null, List.of());

  /** Reads the name, which only a body that makes an event type has. */
  static EventTypeName name(JsonBody body) {
    String name = body.text("name", EventTypeName.LONGEST, null);
    return body.read("name", name, EventTypeName::new);
  }

  /** Reads a whole event type: absent fields have their defaults. */
  static EventTypeSettings read(JsonBody body) {
    return read(body, DEFAULTS, null);
  }

  /** Reads a patch: absent fields stay as they are. */
  static EventTypeSettings patch(JsonBody body, EventTypeSettings present) {
    return read(body, present, present.description());
  }

  private static EventTypeSettings read(
      JsonBody body, EventTypeSettings absent, @Nullable String absentDescription) {
    EventTypeSettings settings =
        new EventTypeSettings(
            body.text("description", EventTypeSettings.LONGEST_DESCRIPTION, absentDescription),
            body.flag("archived", absent.archived()),
            body.flag("deprecated", absent.deprecated()),
            PayloadRules.byVersion(body, "schemas", absent.schemas()),
            PayloadRules.byVersion(body, "examples", absent.examples()),
            featureFlags(body, absent.featureFlags()));
    if (body.has("schemas") || body.has("examples")) {
      PayloadRules.check(settings, body::place);
    }
    return settings;
  }

  private static List<String> featureFlags(JsonBody body, List<String> absent) {
    List<String> flags;
    String field;
    if (body.has("featureFlags") || !body.has("featureFlag")) {
      field = "featureFlags";
      flags =
          body.nullableTexts(
              field, EventTypeSettings.MOST_FEATURE_FLAGS, EventTypeName.LONGEST, absent);
    } else {
      field = "featureFlag";
      String flag = body.nullableText(field, EventTypeName.LONGEST, null);
      flags = flag == null ? null : List.of(flag);
    }
    if (flags == null) {
      return List.of();
    }
    for (String flag : flags) {
      if (!EventTypeName.isForm(flag)) {
        throw body.problem(field, "A flag has letters, digits, hyphens, underscores and dots");
      }
    }
    return flags;
  }
}
