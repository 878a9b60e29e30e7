package io.hooklane.deliverylog.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A background task as the API shows it. */
@Schema(name = "BackgroundTaskOut")
record BackgroundTaskOut(
    String id,
    @Schema(enumeration = {"running", "finished", "failed"}) String status,
    @Schema(enumeration = {"endpoint.recover", "endpoint.replay", "endpoint.bulk-replay"})
        String task,
    Progress data,
    Instant updatedAt) {

  /**
   * How far it is.
   *
   * @param counted how many there were to send when it began; null before that is known
   * @param sent how many of them Kafka has
   * @param canceled whether somebody canceled it
   * @param error why it failed; null otherwise
   */
  @Schema(name = "TaskProgress")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Progress(
      String applicationId,
      String endpointId,
      Instant since,
      Instant until,
      @Nullable Long counted,
      long sent,
      boolean canceled,
      @Nullable String error) {}

  static BackgroundTaskOut of(Task task) {
    TaskOrder order = task.order();
    return new BackgroundTaskOut(
        task.id().value(),
        task.status().wireName(),
        order.kind().wireName(),
        new Progress(
            order.application().value(),
            order.endpoint().value(),
            order.since(),
            order.until(),
            task.counted(),
            task.sent(),
            task.canceled(),
            task.error()),
        task.updatedAt());
  }
}
