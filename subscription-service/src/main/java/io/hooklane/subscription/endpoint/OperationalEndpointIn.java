package io.hooklane.subscription.endpoint;

import io.hooklane.management.JsonBody;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.operational.OperationalEventType;
import io.hooklane.subscription.sending.SendingSettings;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that makes or replaces an endpoint for operational webhooks, and how it is read. */
@Schema(name = "OperationalWebhookEndpointIn")
record OperationalEndpointIn(
    @Schema(required = true, format = "uri", minLength = 1, maxLength = EndpointUrl.LONGEST)
        String url,
    @Schema(nullable = true, pattern = "^[a-zA-Z0-9\\-_.]+$", minLength = 1, maxLength = 256)
        @Nullable String uid,
    String description,
    boolean disabled,
    @Schema(nullable = true, minItems = 1, uniqueItems = true) @Nullable List<String> filterTypes,
    @Schema(nullable = true, minimum = "1", maximum = "65535") @Nullable Integer throttleRate,
    @Schema(nullable = true, deprecated = true, description = "As throttleRate")
        @Nullable Integer rateLimit,
    Map<String, String> metadata,
    @Schema(
            nullable = true,
            pattern = "^(whsec_|whsk_)?[a-zA-Z0-9+/=]{32,100}$",
            description = "Only when it is made")
        @Nullable String secret) {

  /**
   * Reads a whole endpoint. What only ordinary endpoints have is left out: operational messages
   * have no channels, for one.
   *
   * @throws ValidationException also when an event type is none that there are
   */
  static EndpointSettings read(JsonBody body) {
    EndpointSettings read = EndpointIn.read(body);
    if (read.eventTypes() != null) {
      List<String> unknown = read.eventTypes().takingNoneOf(OperationalEventType.names());
      if (!unknown.isEmpty()) {
        throw body.problem(
            EndpointIn.eventTypesField(body),
            "No operational event types: "
                + String.join(", ", unknown)
                + "; there are "
                + String.join(", ", OperationalEventType.names()));
      }
    }
    return new EndpointSettings(
        read.url(),
        read.uid(),
        read.description(),
        read.disabled(),
        read.eventTypes(),
        null,
        read.throttleRate(),
        read.metadata(),
        null,
        SendingSettings.STANDARD);
  }
}
