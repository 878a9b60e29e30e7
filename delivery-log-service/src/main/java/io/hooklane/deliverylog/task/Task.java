package io.hooklane.deliverylog.task;

import io.hooklane.contracts.id.TaskId;
import io.hooklane.deliverylog.message.MessagePlace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A background task as it stands.
 *
 * @param canceled whether somebody canceled it; it has failed then
 * @param error why it failed, for people; null otherwise
 * @param counted how many messages there were to send when it began; null before that is known
 * @param sent how many of them Kafka has
 * @param passed the last message that is sent or need not be; null before the first
 * @param uncertain whether messages after that one may have been sent
 */
record Task(
    TaskId id,
    TaskOrder order,
    TaskStatus status,
    boolean canceled,
    @Nullable String error,
    @Nullable Long counted,
    long sent,
    @Nullable MessagePlace passed,
    boolean uncertain,
    Instant updatedAt) {

  boolean running() {
    return status == TaskStatus.RUNNING;
  }
}
