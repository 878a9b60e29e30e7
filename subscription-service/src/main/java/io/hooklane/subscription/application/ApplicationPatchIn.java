package io.hooklane.subscription.application;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The shape of the body that changes some fields, for the API's description; it is read by {@link
 * ApplicationIn#patch}. What is absent stays.
 */
@Schema(name = "ApplicationPatch")
record ApplicationPatchIn(
    @Schema(minLength = 1, maxLength = ApplicationSettings.LONGEST_NAME) String name,
    @Schema(nullable = true, pattern = "^[a-zA-Z0-9\\-_.]+$", minLength = 1, maxLength = 256)
        @Nullable String uid,
    @Schema(nullable = true, minimum = "1", maximum = "65535") @Nullable Integer throttleRate,
    @Schema(description = "Replaced whole") Map<String, String> metadata) {}
