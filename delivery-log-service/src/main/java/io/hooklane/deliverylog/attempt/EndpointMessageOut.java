package io.hooklane.deliverylog.attempt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.hooklane.deliverylog.message.MessageOut;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message that goes to an endpoint, with where its delivery stands.
 *
 * @param nextAttempt when the next try is due; null when there is none
 * @param status 0 success, 1 pending, 2 fail, 4 canceled
 * @param failure what kind of failure the latest attempt's was; null when it did not fail
 * @param reason why the delivery was canceled, or the latest attempt failed, for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "EndpointMessageOut")
record EndpointMessageOut(
    @JsonUnwrapped MessageOut message,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant nextAttempt,
    int status,
    String statusText,
    @Nullable String failure,
    @Nullable String reason) {}
