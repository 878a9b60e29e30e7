package io.hooklane.subscription.endpoint;

import io.hooklane.subscription.attribute.RetryScheduleBody;
import io.hooklane.subscription.sending.OrderingBody;
import io.hooklane.subscription.sending.SignatureBody;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The shape of the body that changes some fields, for the API's description; it is read by {@link
 * EndpointIn#patch}. What is absent stays.
 */
@Schema(name = "EndpointPatch")
record EndpointPatchIn(
    @Schema(format = "uri", minLength = 1, maxLength = EndpointUrl.LONGEST) String url,
    @Schema(nullable = true, pattern = "^[a-zA-Z0-9\\-_.]+$", minLength = 1, maxLength = 256)
        @Nullable String uid,
    String description,
    boolean disabled,
    @Schema(nullable = true, minItems = 1, uniqueItems = true) @Nullable List<String> eventTypes,
    @Schema(nullable = true, minItems = 1, maxItems = Channels.MOST, uniqueItems = true)
        @Nullable List<String> channels,
    @Schema(nullable = true, minimum = "1", maximum = "65535") @Nullable Integer throttleRate,
    @Schema(description = "Replaced whole") Map<String, String> metadata,
    @Schema(nullable = true) @Nullable RetryScheduleBody retrySchedule,
    @Schema(nullable = true, description = "null: in no particular order")
        @Nullable OrderingBody ordering,
    @Schema(nullable = true) @Nullable SignatureBody signature,
    @Schema(
            nullable = true,
            defaultValue = "1.1",
            enumeration = {"1.1", "2"},
            description = "The newest that is used; 2 where the receiver takes it")
        @Nullable String httpVersion) {}
