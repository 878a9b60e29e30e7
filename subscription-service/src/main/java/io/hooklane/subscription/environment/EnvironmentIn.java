package io.hooklane.subscription.environment;

import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.management.JsonBody;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body that makes an environment, and how it is read. */
@Schema(name = "EnvironmentIn")
record EnvironmentIn(
    @Schema(
            required = true,
            pattern = "^[a-zA-Z0-9\\-_.]+$",
            minLength = 1,
            maxLength = EnvironmentName.LONGEST)
        String name,
    @Schema(
            required = true,
            enumeration = {"live", "test"})
        String kind) {

  /** Reads the name. */
  static EnvironmentName name(JsonBody body) {
    return body.read(
        "name", body.text("name", EnvironmentName.LONGEST, null), EnvironmentName::new);
  }

  /** Reads what the environment is for. */
  static EnvironmentKind kind(JsonBody body) {
    return body.read(
        "kind", body.text("kind", EnvironmentName.LONGEST, null), EnvironmentIn::kindNamed);
  }

  private static EnvironmentKind kindNamed(String text) {
    for (EnvironmentKind kind : EnvironmentKind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("An environment is live or test");
  }
}
