package io.hooklane.deliverylog.attempt;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that a message goes to, with where its delivery stands.
 *
 * @param description always empty: it is the subscription service's, and does not cross over
 * @param filterTypes the event types, under their older name
 * @param rateLimit the throttle rate, under its older name
 * @param version always 1; older clients want it
 * @param createdAt as the endpoint's id tells
 * @param updatedAt as createdAt
 * @param nextAttempt when the next try is due; null when there is none
 * @param status 0 success, 1 pending, 2 fail, 4 canceled
 * @param failure what kind of failure the latest attempt's was; null when it did not fail
 * @param reason why the delivery was canceled, or the latest attempt failed, for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MessageEndpointOut")
record MessageEndpointOut(
    String id,
    @Nullable String uid,
    String url,
    String description,
    boolean disabled,
    @Nullable List<String> eventTypes,
    @Nullable List<String> filterTypes,
    @Nullable List<String> channels,
    @Nullable Integer throttleRate,
    @Nullable Integer rateLimit,
    @Schema(required = true) int version,
    Instant createdAt,
    Instant updatedAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant nextAttempt,
    int status,
    String statusText,
    @Nullable String failure,
    @Nullable String reason) {}
