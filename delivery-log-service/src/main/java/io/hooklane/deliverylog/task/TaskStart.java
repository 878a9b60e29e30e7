package io.hooklane.deliverylog.task;

import io.hooklane.contracts.configuration.Configuration.Application;
import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.contracts.id.TaskId;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.recording.RecordingProgress;
import io.hooklane.deliverylog.retention.RetentionPeriods;
import io.hooklane.management.ApiException;
import io.hooklane.management.JsonBody;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Starts tasks, or counts what they would send. May block. */
@Singleton
class TaskStart {

  private final TaskConfig config;
  private final DirectoryLookup directory;
  private final RetentionPeriods retention;
  private final RecordingProgress recording;
  private final TaskRepository tasks;
  private final SelectedMessages messages;
  private final TaskRunner runner;
  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  TaskStart(
      TaskConfig config,
      DirectoryLookup directory,
      RetentionPeriods retention,
      RecordingProgress recording,
      TaskRepository tasks,
      SelectedMessages messages,
      TaskRunner runner,
      Clock clock) {
    this.config = config;
    this.directory = directory;
    this.retention = retention;
    this.recording = recording;
    this.tasks = tasks;
    this.messages = messages;
    this.runner = runner;
    this.clock = clock;
  }

  /**
   * Starts a task.
   *
   * @param request starts one however often it comes; empty for one each time
   * @throws ApiException 404 when the application has no such endpoint, 409 when it is disabled or
   *     too many tasks of the application are running
   */
  Task start(
      Application application,
      String endpoint,
      TaskKind kind,
      JsonBody body,
      Optional<byte[]> request) {
    Endpoint target = directory.currentEndpoint(application.id(), endpoint);
    Instant now = clock.instant();
    TaskOrder order = order(application, target, kind, body, now);
    if (target.disabled()) {
      throw new ApiException(
          409, "endpoint_disabled", "The endpoint is disabled; enable it, then start the task");
    }
    TaskId id = TaskId.random(now, random);
    Task task =
        tasks
            .start(
                id,
                order,
                request.orElseGet(() -> id.value().getBytes(StandardCharsets.US_ASCII)),
                config.perApplication(),
                now)
            .orElseThrow(
                () ->
                    new ApiException(
                        409,
                        "too_many_tasks",
                        ("%d tasks of this application are running; wait until one has finished, or"
                                + " cancel one")
                            .formatted(config.perApplication())));
    runner.wake();
    return task;
  }

  /** How many messages such a task would send now. */
  long count(Application application, String endpoint, TaskKind kind, JsonBody body) {
    Endpoint target = directory.currentEndpoint(application.id(), endpoint);
    TaskOrder order = order(application, target, kind, body, clock.instant());
    recording.awaitRecorded();
    return messages.count(order, target);
  }

  private TaskOrder order(
      Application application, Endpoint endpoint, TaskKind kind, JsonBody body, Instant now) {
    TaskWindowIn window = TaskWindowIn.read(body, now, retention.of(application.environment()));
    return TaskOrder.to(
        endpoint,
        kind,
        window.since(),
        Objects.requireNonNull(window.until()),
        kind == TaskKind.BULK_REPLAY ? BulkReplayIn.filter(body) : BulkFilter.NONE);
  }
}
