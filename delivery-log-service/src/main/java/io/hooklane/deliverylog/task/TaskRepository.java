package io.hooklane.deliverylog.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.TaskId;
import io.hooklane.deliverylog.database.Database;
import io.hooklane.deliverylog.database.Query;
import io.hooklane.deliverylog.message.MessagePlace;
import io.hooklane.management.ApiException;
import io.hooklane.management.PageRequest;
import io.hooklane.management.Reach;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The tasks as callers see them: made, found, canceled. Who works on one has {@link TaskLeases}.
 */
@Singleton
class TaskRepository {

  private static final String INSERT =
      """
      INSERT INTO tasks (id, environment_id, application_id, endpoint_id, kind, since, until,
          filter, request, status, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?)
      ON CONFLICT (request) DO NOTHING
      """;

  private final DataSource dataSource;
  private final Database database;
  private final ObjectMapper json;

  TaskRepository(DataSource dataSource, Database database, ObjectMapper json) {
    this.dataSource = dataSource;
    this.database = database;
    this.json = json;
  }

  /**
   * Makes a task, unless this request has made one before.
   *
   * @param most how many of an application may be running
   * @return the task, or the one that the request made before; empty when too many are running
   * @throws ApiException 503 when PostgreSQL is away
   */
  Optional<Task> start(TaskId id, TaskOrder order, byte[] request, int most, Instant now) {
    Optional<Task> before = ofRequest(request);
    if (before.isPresent()) {
      return before;
    }
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        boolean room = running(connection, order.application()) < most;
        if (room) {
          insert(connection, id, order, request, now);
        }
        connection.commit();
        return room ? ofRequest(request) : Optional.empty();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw ApiException.unavailable("The log's database is away; try again");
    }
  }

  /** How many of an application are running; nobody else makes one until this transaction ends. */
  private static int running(Connection connection, ApplicationId application) throws SQLException {
    try (PreparedStatement lock =
            connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))");
        PreparedStatement count =
            connection.prepareStatement(
                "SELECT count(*) FROM tasks WHERE status = 'running' AND application_id = ?")) {
      lock.setString(1, "tasks of " + application.value());
      lock.execute();
      count.setString(1, application.value());
      try (ResultSet answer = count.executeQuery()) {
        answer.next();
        return answer.getInt(1);
      }
    }
  }

  private void insert(
      Connection connection, TaskId id, TaskOrder order, byte[] request, Instant now)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, id.value());
      insert.setString(2, order.environment().value());
      insert.setString(3, order.application().value());
      insert.setString(4, order.endpoint().value());
      insert.setString(5, order.kind().wireName());
      insert.setObject(6, moment(order.since()));
      insert.setObject(7, moment(order.until()));
      insert.setString(8, text(order.filter()));
      insert.setBytes(9, request);
      insert.setObject(10, moment(now));
      insert.setObject(11, moment(now));
      insert.executeUpdate();
    }
  }

  private Optional<Task> ofRequest(byte[] request) {
    return database.first(new Query("SELECT * FROM tasks WHERE request = ?", request), this::read);
  }

  /** The task of this id within reach. */
  Optional<Task> find(Reach reach, TaskId id) {
    return database.first(within(reach).and("id = ?", id.value()), this::read);
  }

  /**
   * Those within reach, one row more than the page's limit where more follow.
   *
   * @param status null for all
   * @param kind null for all
   */
  List<Task> list(
      Reach reach,
      PageRequest page,
      boolean ascending,
      @Nullable String status,
      @Nullable String kind) {
    boolean upwards = ascending != page.backwards();
    Query query =
        within(reach)
            .andIfPresent("status = ?", status)
            .andIfPresent("kind = ?", kind)
            .andIfPresent(upwards ? "id > ?" : "id < ?", page.after())
            .then("ORDER BY id %s LIMIT %d".formatted(upwards ? "ASC" : "DESC", page.limit() + 1));
    List<Task> rows = database.all(query, this::read);
    return page.backwards() ? rows.reversed() : rows;
  }

  /** Cancels it if it is running. */
  void cancel(TaskId id, Instant now) {
    database.change(
        new Query(
            "UPDATE tasks SET status = 'failed', canceled = true, updated_at = ?"
                + " WHERE id = ? AND status = 'running'",
            now,
            id.value()));
  }

  private static Query within(Reach reach) {
    return new Query("SELECT * FROM tasks WHERE environment_id = ?", reach.environment().value())
        .andIfPresent(
            "application_id = ?",
            reach.onlyApplication() == null ? null : reach.onlyApplication().value());
  }

  /** Makes a task of a row with all columns. */
  Task read(ResultSet row) throws SQLException {
    long counted = row.getLong("counted");
    boolean isCounted = !row.wasNull();
    Instant cursor = Database.optionalMoment(row, "cursor_at");
    return new Task(
        new TaskId(row.getString("id")),
        new TaskOrder(
            TaskKind.ofWireName(row.getString("kind")),
            new EnvironmentId(row.getString("environment_id")),
            new ApplicationId(row.getString("application_id")),
            new EndpointId(row.getString("endpoint_id")),
            Database.moment(row, "since"),
            Database.moment(row, "until"),
            filter(row.getString("filter"))),
        TaskStatus.ofWireName(row.getString("status")),
        row.getBoolean("canceled"),
        row.getString("error"),
        isCounted ? counted : null,
        row.getLong("sent"),
        cursor == null ? null : new MessagePlace(cursor, row.getString("cursor_id")),
        row.getBoolean("uncertain"),
        Database.moment(row, "updated_at"));
  }

  private String text(BulkFilter filter) {
    try {
      return json.writeValueAsString(filter);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A filter can be written as JSON", e);
    }
  }

  private BulkFilter filter(String text) {
    try {
      return json.readValue(text, BulkFilter.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not a filter: " + text, e);
    }
  }

  private static OffsetDateTime moment(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
