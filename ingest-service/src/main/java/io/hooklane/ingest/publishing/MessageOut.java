package io.hooklane.ingest.publishing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The shape of an accepted publish for the API's description; the bytes themselves are written by
 * {@link PublishedMessage}.
 */
@Schema(name = "MessageOut")
record MessageOut(
    @Schema(required = true, description = "What receivers see as webhook-id") String id,
    @Schema(required = true) String eventType,
    @Nullable String eventId,
    @Nullable List<String> channels,
    @Nullable List<String> tags,
    @Schema(required = true) Map<String, Object> payload,
    @Schema(required = true, description = "When it was accepted") Instant timestamp) {}
