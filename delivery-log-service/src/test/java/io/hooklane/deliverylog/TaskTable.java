package io.hooklane.deliverylog;

import io.hooklane.contracts.id.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;

/** The tasks as they stand in the database, where a test leaves them as a crash does. */
final class TaskTable {

  private final DataSource dataSource;
  private final Customer customer;
  private final Instant begin;

  /**
   * Of a customer.
   *
   * @param begin since when messages are sent again
   */
  TaskTable(DataSource dataSource, Customer customer, Instant begin) {
    this.dataSource = dataSource;
    this.customer = customer;
    this.begin = begin;
  }

  /** Adds a task that somebody works on who will not be heard of any more. */
  void taskInHand(TaskId task, String kind, String cursorAt, String cursorId) throws SQLException {
    execute(
        """
        INSERT INTO tasks (id, environment_id, application_id, endpoint_id, kind, since, until,
            filter, request, status, cursor_at, cursor_id, sent, uncertain, lease, leased_until,
            created_at, updated_at)
        VALUES ('%s', '%s', '%s', '%s', '%s', '%s', now(), '{}', '%s', 'running',
            nullif(%s::timestamptz, '-infinity'), %s, 0, true, 'dead', now() + interval '1 hour',
            now(), now())
        """
            .formatted(
                task,
                customer.environment(),
                customer.id(),
                customer.endpoint(),
                kind,
                begin,
                task,
                cursorAt,
                cursorId));
  }

  void execute(String statement) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement execution = connection.createStatement()) {
      execution.execute(statement);
    }
  }

  int count(String query) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement execution = connection.createStatement();
        var answer = execution.executeQuery(query)) {
      answer.next();
      return answer.getInt(1);
    }
  }
}
