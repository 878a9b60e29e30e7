package io.hooklane.deliverylog.attempt;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hooklane.deliverylog.message.MessageOut;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * @param number which attempt of its delivery it is, from 1
 * @param failure the kind of failure; null where it succeeded
 * @param requestHeaders as they were sent, {@code ***} for what is or could be a secret; null when
 *     nothing was sent, or the content was not asked for
 * @param responseHeaders null when no response came, or its content was expunged or not asked for
 * @param msg its message, where that was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MessageAttemptOut")
public record MessageAttemptOut(
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
    int number,
    @Nullable String failure,
    @JsonInclude(JsonInclude.Include.ALWAYS) AttemptTimingsOut timings,
    @Nullable Map<String, List<String>> requestHeaders,
    @Nullable Map<String, List<String>> responseHeaders,
    @Nullable MessageOut msg) {}
