package io.hooklane.contracts.delivery;

import io.hooklane.contracts.HeaderSource;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.id.TaskId;
import java.time.Instant;

/**
 * Deliveries whose every field stands in a header of its own, as they were written at first. Topics
 * and delay tiers may hold such for as long as they keep anything.
 */
final class DeliveryOfTheFirstRelease {

  private DeliveryOfTheFirstRelease() {}

  static Delivery read(DeliveryId id, Instant dueAt, HeaderSource headers) {
    String task = headers.text("hooklane_task");
    return new Delivery(
        id,
        new MessageId(headers.required("hooklane_message")),
        new EnvironmentId(headers.required("hooklane_env")),
        new ApplicationId(headers.required("hooklane_app")),
        new EndpointId(headers.required("hooklane_endpoint")),
        headers.required("hooklane_type"),
        Instant.ofEpochMilli(headers.requiredNumber("hooklane_accepted")),
        headers.required("content-type"),
        Math.toIntExact(headers.requiredNumber("hooklane_attempt")),
        Trigger.ofWireName(headers.required("hooklane_trigger")),
        dueAt,
        Math.toIntExact(headers.requiredNumber("hooklane_diversions")),
        headers.requiredNumber("hooklane_config"),
        task == null ? null : new TaskId(task));
  }
}
