package io.hooklane.deliverylog.operational;

import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * What operational webhooks are to be told of a delivery.
 *
 * @param last its latest attempt
 * @param eventId the producer's own id of the event, if it gave one and it is known
 */
public record AttemptEvent(AttemptEventType type, Attempt last, @Nullable String eventId) {}
