package io.hooklane.subscription.environment;

import io.hooklane.management.JsonBody;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that changes an environment, and how it is read. */
@Schema(name = "EnvironmentPatch")
record EnvironmentPatchIn(
    @Schema(pattern = "^[a-zA-Z0-9\\-_.]+$", minLength = 1, maxLength = EnvironmentName.LONGEST)
        String name,
    boolean webhooksEnabled,
    @Schema(nullable = true) @Nullable EnvironmentSettingsBody settings) {

  /** Reads a patch: what is absent stays as it is, settings that are null get their defaults. */
  static EnvironmentChange read(JsonBody body, Environment present) {
    return new EnvironmentChange(
        body.has("name") ? EnvironmentIn.name(body).value() : present.name(),
        body.flag("webhooksEnabled", present.webhooksEnabled()),
        settings(body, present));
  }

  private static EnvironmentSettings settings(JsonBody body, Environment present) {
    if (!body.has("settings")) {
      return present.settings();
    }
    JsonBody settings = body.nullableObject("settings");
    return settings == null
        ? EnvironmentSettings.defaultsOf(present.kind())
        : EnvironmentSettingsBody.patch(settings, present.settings(), present.kind());
  }
}
