package io.hooklane.deliverylog.task;

import io.hooklane.contracts.id.TaskId;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.message.MessagePlace;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who works on which task: whoever leased it, until the lease runs out. All of it by the clock of
 * PostgreSQL, which the processes have in common. May block.
 *
 * <p>All methods throw {@code ApiException} 503 while PostgreSQL is away.
 */
@Singleton
class TaskLeases {

  private static final String CLAIM =
      """
      UPDATE tasks SET lease = ?, leased_until = now() + ? * interval '1 millisecond'
      WHERE id = (SELECT id FROM tasks WHERE status = 'running' AND leased_until <= now()
          ORDER BY turn_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING *
      """;

  private static final String HOLD =
      "UPDATE tasks SET leased_until = now() + ? * interval '1 millisecond'";
  private static final String WHERE_HELD = " WHERE id = ? AND lease = ?";

  private final Database database;
  private final TaskRepository tasks;
  private final long millis;

  TaskLeases(Database database, TaskRepository tasks, TaskConfig config) {
    this.database = database;
    this.tasks = tasks;
    this.millis = config.lease().toMillis();
  }

  /**
   * A task in hand.
   *
   * @param holder nobody else's, and not that of an earlier turn either
   */
  record Lease(Task task, String holder) {}

  /** Leases the task that waited longest; empty when none waits. */
  Optional<Lease> claim() {
    String holder = UUID.randomUUID().toString();
    return database
        .first(new Query(CLAIM, holder, millis), tasks::read)
        .map(task -> new Lease(task, holder));
  }

  /** Keeps it in hand; false when it is no longer, or was canceled. */
  boolean renew(Lease lease) {
    return 1
        == database.change(
            new Query(HOLD + WHERE_HELD, millis, lease.task().id().value(), lease.holder())
                .and("status = 'running'"));
  }

  /** The same, since what follows is written now. */
  boolean beginPage(Lease lease) {
    return 1
        == database.change(
            new Query(
                    HOLD + ", uncertain = true" + WHERE_HELD,
                    millis,
                    lease.task().id().value(),
                    lease.holder())
                .and("status = 'running'"));
  }

  /** A page is written; false when the task is no longer in hand. */
  boolean advance(Lease lease, MessagePlace passed, int sent, Instant now) {
    boolean held =
        1
            == database.change(
                new Query(
                    HOLD
                        + ", cursor_at = ?, cursor_id = ?, sent = sent + ?, uncertain = false,"
                        + " updated_at = ?"
                        + WHERE_HELD,
                    millis,
                    passed.acceptedAt(),
                    passed.id(),
                    sent,
                    now,
                    lease.task().id().value(),
                    lease.holder()));
    if (held) {
      database.change(
          new Query(
              "DELETE FROM task_deliveries WHERE task_id = ? AND (accepted_at, message_id) <= (?, ?)",
              lease.task().id().value(),
              passed.acceptedAt(),
              passed.id()));
    }
    return held;
  }

  /** What is recorded of it beyond its cursor. */
  List<MessagePlace> recorded(Lease lease) {
    return database.all(
        new Query(
            "SELECT m.accepted_at, m.message_id FROM task_deliveries m JOIN tasks t ON t.id = m.task_id"
                + " WHERE m.task_id = ? AND (t.cursor_at IS NULL"
                + " OR (m.accepted_at, m.message_id) > (t.cursor_at, t.cursor_id))",
            lease.task().id().value()),
        row -> new MessagePlace(Database.moment(row, "accepted_at"), row.getString("message_id")));
  }

  void counted(Lease lease, long counted) {
    database.change(
        new Query(
            "UPDATE tasks SET counted = ?" + WHERE_HELD,
            counted,
            lease.task().id().value(),
            lease.holder()));
  }

  /** All is sent, these with it. */
  void finish(Lease lease, int sent, Instant now) {
    end(
        lease,
        new Query(
            "UPDATE tasks SET status = 'finished', sent = sent + ?, updated_at = ?" + WHERE_HELD,
            sent,
            now,
            lease.task().id().value(),
            lease.holder()));
  }

  /** It cannot go on. */
  void fail(Lease lease, String error, Instant now) {
    end(
        lease,
        new Query(
            "UPDATE tasks SET status = 'failed', error = ?, updated_at = ?" + WHERE_HELD,
            error,
            now,
            lease.task().id().value(),
            lease.holder()));
  }

  private void end(Lease lease, Query update) {
    database.change(update.and("status = 'running'"));
    forget(lease.task().id());
  }

  /** Leaves it to whoever comes next. */
  void release(Lease lease) {
    database.change(
        new Query(
            "UPDATE tasks SET leased_until = now(), turn_at = now()" + WHERE_HELD,
            lease.task().id().value(),
            lease.holder()));
  }

  private void forget(TaskId task) {
    database.change(new Query("DELETE FROM task_deliveries WHERE task_id = ?", task.value()));
  }

  /** Forgets tasks that ended before this moment, and what was noted of any that ended. */
  void purge(Instant before) {
    database.change(
        new Query("DELETE FROM tasks WHERE status <> 'running' AND updated_at < ?", before));
    database.change(
        new Query(
            "DELETE FROM task_deliveries m WHERE NOT EXISTS (SELECT 1 FROM tasks t"
                + " WHERE t.id = m.task_id AND t.status = 'running')"));
  }
}
