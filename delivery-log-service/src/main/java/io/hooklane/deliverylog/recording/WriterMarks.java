package io.hooklane.deliverylog.recording;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What each writer of this process has written last, kept in the table of positions under a topic
 * that is none: rows are committed before their positions, and PostgreSQL may crash between the
 * two. The numbers only grow; they are microseconds, so that those of processes that are gone can
 * be told. Any thread.
 */
final class WriterMarks {

  /** No topic's name has a slash. */
  private static final String PREFIX = "recording/";

  /** Of processes that have written nothing for so long; a living one begins anew at most. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

  private final String process = PREFIX + UUID.randomUUID() + "/";
  private final Map<String, Long> latest = new ConcurrentHashMap<>();
  private final Clock clock;

  WriterMarks(Clock clock) {
    this.clock = clock;
  }

  /** The mark of this writer's next transaction. */
  Map<TopicPartition, Long> next(String writer) {
    long now = micros(clock.instant());
    long mark = latest.merge(writer, now, (last, other) -> Math.max(last + 1, other));
    return Map.of(new TopicPartition(process + writer, 0), mark);
  }

  /** Removes those of processes that are gone. */
  static void forget(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM recorded_positions WHERE topic LIKE ? AND next_offset < ?")) {
      delete.setString(1, PREFIX + "%");
      delete.setLong(2, micros(now.minus(FORGOTTEN_AFTER)));
      delete.executeUpdate();
    }
  }

  private static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }
}
