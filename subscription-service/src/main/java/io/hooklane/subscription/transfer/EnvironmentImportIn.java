package io.hooklane.subscription.transfer;

import io.hooklane.subscription.environment.EnvironmentSettingsBody;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The document that an import takes.
 *
 * @param connectors taken, since SDKs send it, but not looked at
 * @param transformationTemplates taken, since SDKs send it, but not looked at
 */
@Schema(name = "EnvironmentImportIn")
record EnvironmentImportIn(
    @Schema(nullable = true, minimum = "1", maximum = "1") @Nullable Integer version,
    @Schema(nullable = true) @Nullable EnvironmentSettingsBody settings,
    @Schema(nullable = true, description = "As they are created")
        @Nullable List<Map<String, Object>> eventTypes,
    @Schema(
            nullable = true,
            description = "As they are created, each with id or uid, and its endpoints")
        @Nullable List<Map<String, Object>> applications,
    @Schema(nullable = true) @Nullable List<Map<String, Object>> connectors,
    @Schema(nullable = true) @Nullable List<Map<String, Object>> transformationTemplates) {}
