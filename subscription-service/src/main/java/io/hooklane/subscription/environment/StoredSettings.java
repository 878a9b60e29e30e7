package io.hooklane.subscription.environment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.management.JsonBody;
import java.nio.charset.StandardCharsets;

/** Settings as a column holds them: what differs from the default, as callers write it. */
final class StoredSettings {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StoredSettings() {}

  /** The column's text. */
  static String write(EnvironmentSettings settings, EnvironmentKind kind) {
    try {
      return JSON.writeValueAsString(EnvironmentSettingsBody.differing(settings, kind));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Settings can be written as JSON", e);
    }
  }

  /** Reads the column. */
  static EnvironmentSettings read(String column, EnvironmentKind kind) {
    return EnvironmentSettingsBody.patch(
        JsonBody.parse(column.getBytes(StandardCharsets.UTF_8)),
        EnvironmentSettings.defaultsOf(kind),
        kind);
  }
}
