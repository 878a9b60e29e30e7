package io.hooklane.dispatcher;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import java.time.Instant;
import java.util.SplittableRandom;

/** Deliveries for tests. */
public final class Deliveries {

  private static final SplittableRandom RANDOM = new SplittableRandom();

  private Deliveries() {}

  /** One of a new message to a new endpoint, due now, not attempted yet. */
  public static Delivery aDelivery() {
    Instant now = Instant.now();
    MessageId message = MessageId.random(now, RANDOM);
    EndpointId endpoint = EndpointId.random(now, RANDOM);
    return new Delivery(
        DeliveryId.of(message, endpoint),
        message,
        EnvironmentId.random(now, RANDOM),
        ApplicationId.random(now, RANDOM),
        endpoint,
        "order.created",
        now,
        "application/json",
        1,
        Trigger.SCHEDULED,
        now,
        0,
        0,
        null);
  }
}
