package io.hooklane.ingest.publishing;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a publish for the API's description; the bytes themselves are read by {@link
 * PublishRequest}.
 */
@Schema(name = "MessageIn")
record MessageIn(
    @Schema(required = true, maxLength = 256, pattern = MessageIn.NAME, examples = "user.signup")
        String eventType,
    @Schema(
            maxLength = 256,
            minLength = 1,
            pattern = MessageIn.NAME,
            description = "The event's own id: a repeat of it is refused with 409")
        @Nullable String eventId,
    @Schema(
            minItems = 1,
            maxItems = 5,
            uniqueItems = true,
            description = "Names that endpoints can ask for")
        @Nullable List<String> channels,
    @Schema(
            minItems = 1,
            maxItems = 5,
            uniqueItems = true,
            description = "Names that the log can be narrowed by; endpoints do not see them")
        @Nullable List<String> tags,
    @Schema(
            required = true,
            description = "The webhook's body: a JSON object, delivered byte for byte")
        Map<String, Object> payload,
    @Schema(description = "rawPayload, a text, replaces the webhook's body")
        @Nullable Map<String, Object> transformationsParams) {

  static final String NAME = "^[a-zA-Z0-9\\-_.]+$";
}
