package io.hooklane.subscription.eventtype;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The shape of the body that changes some fields, for the API's description; it is read by {@link
 * EventTypeIn#patch}. What is absent stays.
 */
@Schema(name = "EventTypePatch")
record EventTypePatchIn(
    @Schema(maxLength = EventTypeSettings.LONGEST_DESCRIPTION) String description,
    boolean archived,
    boolean deprecated,
    @Schema(nullable = true, description = "JSON Schemas by version; replaced whole")
        @Nullable Map<String, Object> schemas,
    @Schema(nullable = true, description = "Payloads by version; replaced whole")
        @Nullable Map<String, Object> examples,
    @Schema(nullable = true) @Nullable String featureFlag,
    @Schema(nullable = true) @Nullable List<String> featureFlags) {}
