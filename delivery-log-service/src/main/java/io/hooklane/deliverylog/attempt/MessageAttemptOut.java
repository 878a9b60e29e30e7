package io.hooklane.deliverylog.attempt;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hooklane.deliverylog.message.MessageOut;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as the API shows it.
 *
 * @param response the response's body as text; why there was no response where none came; empty
 *     when the content was not asked for
 * @param responseStatusCode 0 where no response came
 * @param status 0 success, 2 fail
 * @param triggerType 0 by the schedule, 1 by hand
 * @param msg its message, where that was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MessageAttemptOut")
record MessageAttemptOut(
    String id,
    String msgId,
    String endpointId,
    String url,
    String response,
    long responseDurationMs,
    int responseStatusCode,
    int status,
    String statusText,
    int triggerType,
    Instant timestamp,
    @Nullable MessageOut msg) {}
