package io.hooklane.deliverylog.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hooklane.deliverylog.attempt.MessageAttemptOut;
import io.hooklane.deliverylog.message.MessageOut;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was found: one message to one endpoint.
 *
 * @param status 0 success, 1 pending, 2 fail, 4 canceled
 * @param attemptCount the number of the latest attempt; 0 before the first
 * @param nextAttempt when the next try is due; null when there is none
 * @param failure why the latest attempt failed; null when it did not, or when there was none
 * @param reason the same for people, or why it was canceled
 * @param updatedAt when it came to stand so
 * @param attempts the latest, newest first; null when they were not asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DeliveryOut")
record DeliveryOut(
    @Schema(required = true) String id,
    @Schema(required = true) String appId,
    @Nullable String appUid,
    @Schema(required = true) String endpointId,
    @Schema(required = true) String msgId,
    @Schema(required = true) int status,
    @Schema(required = true) String statusText,
    @Schema(required = true) int attemptCount,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant nextAttempt,
    @Nullable String failure,
    @Nullable String reason,
    @Schema(required = true) Instant updatedAt,
    @Schema(required = true) MessageOut msg,
    @Nullable List<MessageAttemptOut> attempts) {

  DeliveryOut with(List<MessageAttemptOut> latest) {
    return new DeliveryOut(
        id,
        appId,
        appUid,
        endpointId,
        msgId,
        status,
        statusText,
        attemptCount,
        nextAttempt,
        failure,
        reason,
        updatedAt,
        msg,
        latest);
  }
}
