package io.hooklane.subscription.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hooklane.subscription.attribute.RetryScheduleBody;
import io.hooklane.subscription.sending.OrderingBody;
import io.hooklane.subscription.sending.SendingFields;
import io.hooklane.subscription.sending.SignatureBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as callers see it; its secret is asked for by itself.
 *
 * @param filterTypes the event types, under their older name
 * @param rateLimit the throttle rate, under its older name
 * @param version always 1; older clients want it
 * @param disabledReason why Hooklane disabled it; null when it is enabled, or a caller disabled it
 * @param activeAt from when on it takes messages, while that is to come
 */
@Schema(name = "EndpointOut")
@JsonInclude(JsonInclude.Include.NON_NULL)
record EndpointOut(
    @Schema(required = true) String id,
    @Nullable String uid,
    @Schema(required = true) String url,
    @Schema(required = true) int version,
    @Schema(required = true) String description,
    @Schema(required = true) boolean disabled,
    @Nullable List<String> eventTypes,
    @Nullable List<String> filterTypes,
    @Nullable List<String> channels,
    @Nullable Integer throttleRate,
    @Nullable Integer rateLimit,
    @Schema(required = true) Map<String, String> metadata,
    @Nullable RetryScheduleBody retrySchedule,
    @Nullable OrderingBody ordering,
    @Schema(required = true) SignatureBody signature,
    @Schema(
            required = true,
            enumeration = {"1.1", "2"})
        String httpVersion,
    @Schema(
            required = true,
            enumeration = {"active", "pending", "disabled"})
        String state,
    @Nullable DisabledReasonOut disabledReason,
    @Nullable Instant activeAt,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt) {

  private static final String DISABLED = "disabled";
  private static final String PENDING = "pending";
  private static final String ACTIVE = "active";

  /** The endpoint as it is at this moment. */
  static EndpointOut of(Endpoint endpoint, Instant now) {
    EndpointSettings settings = endpoint.settings();
    List<String> eventTypes =
        settings.eventTypes() == null ? null : settings.eventTypes().patterns();
    boolean pending = endpoint.pendingAt(now);
    return new EndpointOut(
        endpoint.id().value(),
        settings.uidText(),
        settings.url().text(),
        1,
        settings.description(),
        settings.disabled(),
        eventTypes,
        eventTypes,
        settings.channels() == null ? null : settings.channels().names(),
        settings.throttleRate(),
        settings.throttleRate(),
        settings.metadata().texts(),
        RetryScheduleBody.of(settings.retrySchedule()),
        OrderingBody.of(settings.sending().ordering()),
        SignatureBody.of(settings.sending().signature()),
        SendingFields.text(settings.sending().httpVersion()),
        settings.disabled() ? DISABLED : pending ? PENDING : ACTIVE,
        DisabledReasonOut.of(endpoint.disabledReason()),
        pending ? endpoint.activeFrom() : null,
        endpoint.createdAt(),
        endpoint.updatedAt());
  }
}
