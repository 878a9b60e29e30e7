package io.hooklane.deliverylog.retention;

import io.hooklane.deliverylog.retention.KeptPartition.Attachment;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Drops the partitions that have had their time, of all tables, one replica at a time. One that
 * somebody holds for too long, and one that a very late record made anew, is dropped the next time.
 */
@Singleton
public class Retention {

  private static final Logger LOG = Logger.getLogger(Retention.class);
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** What was begun must be ended before another of its table can be detached. */
  private static final Comparator<KeptPartition> ORDER =
      Comparator.comparing(
              (KeptPartition partition) -> partition.attachment() == Attachment.ATTACHED)
          .thenComparing(KeptPartition::day)
          .thenComparing(KeptPartition::name);

  private final RetentionConfig config;
  private final RetentionPeriods periods;
  private final RetentionMetrics metrics;
  private final DataSource dataSource;

  /** Wired by the container. */
  Retention(
      RetentionConfig config,
      RetentionPeriods periods,
      RetentionMetrics metrics,
      DataSource dataSource) {
    this.config = config;
    this.periods = periods;
    this.metrics = metrics;
    this.dataSource = dataSource;
  }

  /**
   * Drops what has had its time at this moment; nothing when another replica is at it.
   *
   * @return how many partitions were dropped
   */
  public int dropWhatIsOver(Instant now) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      PartitionDropping partitions = new PartitionDropping(connection);
      int dropped = 0;
      if (partitions.acquire(config.lockTimeout())) {
        try {
          dropped = drop(partitions, now);
        } finally {
          partitions.release();
        }
      }
      metrics.kept(partitions.all(), now);
      return dropped;
    }
  }

  private int drop(PartitionDropping partitions, Instant now) throws SQLException {
    List<KeptPartition> over =
        partitions.all().stream()
            .filter(
                partition ->
                    partition.attachment() != Attachment.ATTACHED
                        || periods.isOver(partition.environment(), partition.day(), now))
            .sorted(ORDER)
            .toList();
    int dropped = 0;
    Set<String> heldTables = new HashSet<>();
    for (KeptPartition partition : over) {
      if (heldTables.contains(partition.table())) {
        continue;
      }
      try {
        partitions.drop(partition);
        dropped++;
        metrics.dropped();
        LOG.infof("partition dropped partition=%s", partition.name());
      } catch (SQLException e) {
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          throw e;
        }
        heldTables.add(partition.table());
        metrics.heldUp();
        LOG.infof("partition is held by somebody, dropped later partition=%s", partition.name());
      }
    }
    return dropped;
  }
}
