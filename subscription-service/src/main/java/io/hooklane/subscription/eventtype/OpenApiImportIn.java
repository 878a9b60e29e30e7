package io.hooklane.subscription.eventtype;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that imports an OpenAPI document; {@link ImportedDocument} reads it. */
@Schema(name = "EventTypeImportOpenApiIn")
record OpenApiImportIn(
    @Schema(description = "Only tells what would be changed") boolean dryRun,
    @Schema(description = "Archives what is not in the document") boolean replaceAll,
    @Schema(nullable = true, description = "The document as JSON")
        @Nullable Map<String, Object> spec,
    @Schema(nullable = true, description = "The document as a text, JSON or YAML")
        @Nullable String specRaw) {}
