package io.hooklane.subscription.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint for operational webhooks as callers see it.
 *
 * @param rateLimit the throttle rate, under its older name
 * @param disabledReason why Hooklane disabled it; null when it is enabled, or a caller disabled it
 */
@Schema(name = "OperationalWebhookEndpointOut")
@JsonInclude(JsonInclude.Include.NON_NULL)
record OperationalEndpointOut(
    @Schema(required = true) String id,
    @Nullable String uid,
    @Schema(required = true) String url,
    @Schema(required = true) String description,
    @Schema(required = true) boolean disabled,
    @Nullable List<String> filterTypes,
    @Nullable Integer throttleRate,
    @Nullable Integer rateLimit,
    @Schema(required = true) Map<String, String> metadata,
    @Nullable DisabledReasonOut disabledReason,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt) {

  static OperationalEndpointOut of(Endpoint endpoint) {
    EndpointSettings settings = endpoint.settings();
    return new OperationalEndpointOut(
        endpoint.id().value(),
        settings.uidText(),
        settings.url().text(),
        settings.description(),
        settings.disabled(),
        settings.eventTypes() == null ? null : settings.eventTypes().patterns(),
        settings.throttleRate(),
        settings.throttleRate(),
        settings.metadata().texts(),
        DisabledReasonOut.of(endpoint.disabledReason()),
        endpoint.createdAt(),
        endpoint.updatedAt());
  }
}
