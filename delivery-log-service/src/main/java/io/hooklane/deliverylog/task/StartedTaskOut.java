package io.hooklane.deliverylog.task;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer to who started a task: it is running; how it goes on, the task itself tells.
 *
 * @param task what it does
 */
@Schema(name = "RecoverOut")
record StartedTaskOut(
    String id,
    @Schema(enumeration = "running") String status,
    @Schema(enumeration = {"endpoint.recover", "endpoint.replay", "endpoint.bulk-replay"})
        String task,
    Instant updatedAt) {

  static StartedTaskOut of(Task task) {
    return new StartedTaskOut(
        task.id().value(),
        TaskStatus.RUNNING.wireName(),
        task.order().kind().wireName(),
        task.updatedAt());
  }
}
