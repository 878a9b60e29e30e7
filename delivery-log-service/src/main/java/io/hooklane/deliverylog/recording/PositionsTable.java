package io.hooklane.deliverylog.recording;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the topics are recorded, and what this replica has said of it. The table's rows only ever
 * go forward, unless PostgreSQL lost what it had committed: after a crash, since nothing waits for
 * its disk, or in a failover.
 */
final class PositionsTable {

  private static final String READ =
      "SELECT topic, topic_partition, next_offset FROM recorded_positions";

  /** A replica that lost a partition meanwhile may be behind the one that has it now. */
  private static final String ADVANCE =
      """
      INSERT INTO recorded_positions AS p (topic, topic_partition, next_offset)
      SELECT * FROM unnest(?, ?, ?)
      ON CONFLICT (topic, topic_partition)
      DO UPDATE SET next_offset = EXCLUDED.next_offset WHERE EXCLUDED.next_offset > p.next_offset
      """;

  private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();

  /**
   * Whether all that this replica committed is there.
   *
   * @throws LostRowsException when it is not
   */
  void requireKept(Connection connection) throws SQLException {
    Map<TopicPartition, Long> wanted = Map.copyOf(committed);
    if (wanted.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(READ);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
      }
    }
    for (Map.Entry<TopicPartition, Long> each : wanted.entrySet()) {
      long kept = found.getOrDefault(each.getKey(), 0L);
      if (kept < each.getValue()) {
        throw new LostRowsException(each.getKey(), each.getValue(), kept);
      }
    }
  }

  /**
   * Writes them within a caller's transaction.
   *
   * @return whether one of them went forward, so that the loss of that transaction would be noticed
   */
  static boolean advance(Connection connection, Map<TopicPartition, Long> nextOffsets)
      throws SQLException {
    List<Map.Entry<TopicPartition, Long>> rows =
        nextOffsets.entrySet().stream()
            .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
            .toList();
    try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
      new Columns<>(connection, statement, rows)
          .text(row -> row.getKey().topic())
          .number(row -> row.getKey().partition())
          .number(Map.Entry::getValue);
      return statement.executeUpdate() > 0;
    }
  }

  /** That transaction is committed. */
  void committed(Map<TopicPartition, Long> nextOffsets) {
    committed.putAll(nextOffsets);
  }
}
