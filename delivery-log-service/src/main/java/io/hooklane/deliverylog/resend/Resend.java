package io.hooklane.deliverylog.resend;

import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to be sent once more.
 *
 * @param body as it was accepted
 * @param attempts how many attempts are recorded of it
 */
public record Resend(
    MessageId message,
    Instant acceptedAt,
    String eventType,
    String contentType,
    int attempts,
    byte[] body) {

  /**
   * The delivery that does so: due at once, tried once.
   *
   * @param configurationOffset who sends it must have applied the configuration so far
   * @param task the background task that asks for it; null for a person or program
   */
  Delivery to(Endpoint endpoint, Instant now, long configurationOffset, @Nullable TaskId task) {
    return new Delivery(
        DeliveryId.of(message, endpoint.id()),
        message,
        endpoint.environment(),
        endpoint.application(),
        endpoint.id(),
        eventType,
        acceptedAt,
        contentType,
        attempts + 1,
        Trigger.MANUAL,
        now,
        0,
        configurationOffset,
        task);
  }
}
