package io.hooklane.subscription.transfer;

import io.hooklane.subscription.environment.EnvironmentSettingsBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The document that an export writes.
 *
 * @param connectors always empty; SDKs look for it
 * @param transformationTemplates always empty; SDKs look for it
 */
@Schema(name = "EnvironmentExportOut")
record EnvironmentExportOut(
    @Schema(required = true) int version,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true, description = "Those that are not as they are by default")
        EnvironmentSettingsBody settings,
    @Schema(required = true) List<Map<String, Object>> eventTypes,
    @Schema(required = true) List<Map<String, Object>> applications,
    @Schema(required = true) List<Map<String, Object>> connectors,
    @Schema(required = true) List<Map<String, Object>> transformationTemplates) {}
