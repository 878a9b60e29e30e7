package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.TaskId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes which deliveries of background tasks stand in the topics, so that a task which goes on
 * after a crash knows what it has sent. Only where the task does not know by itself: beyond its
 * cursor, while it runs.
 */
final class TaskMarks {

  private static final String INSERT =
      """
      INSERT INTO task_deliveries (task_id, accepted_at, message_id)
      SELECT u.task_id, to_timestamp(u.accepted_at / 1000.0), u.message_id
      FROM unnest(?, ?, ?) AS u (task_id, accepted_at, message_id)
          JOIN tasks t ON t.id = u.task_id AND t.status = 'running'
      WHERE t.cursor_at IS NULL
          OR (to_timestamp(u.accepted_at / 1000.0), u.message_id COLLATE "C")
              > (t.cursor_at, t.cursor_id)
      ORDER BY 1, 2, 3
      ON CONFLICT DO NOTHING
      """;

  private final List<Mark> marks = new ArrayList<>();

  private record Mark(TaskId task, Delivery delivery) {}

  /** Notes this one, if a task asked for it. */
  void add(Delivery delivery) {
    TaskId task = delivery.task();
    if (task != null) {
      marks.add(new Mark(task, delivery));
    }
  }

  boolean isEmpty() {
    return marks.isEmpty();
  }

  /**
   * Writes them within a caller's transaction; any number of times with the same outcome.
   *
   * @return nothing to be done afterwards
   */
  Runnable write(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      new Columns<>(connection, statement, marks)
          .text(mark -> mark.task().value())
          .moment(mark -> mark.delivery().acceptedAt())
          .text(mark -> mark.delivery().message().value());
      statement.executeUpdate();
    }
    return () -> {};
  }
}
