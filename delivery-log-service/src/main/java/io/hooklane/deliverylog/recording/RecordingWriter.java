package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.retention.RetentionPeriods;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Writes what was gathered. What has had its time is left out: it would only be dropped again. A
 * record that no table can take is logged and passed over, so that it does not hold up those behind
 * it; every other failure is the caller's to repeat. Not for several threads.
 */
@Singleton
class RecordingWriter {

  private static final Logger LOG = Logger.getLogger(RecordingWriter.class);

  /**
   * Records that are worth a part. Fewer than twice as many, which is what comes at half of full
   * speed, are written by one, so that whatever else the machine does goes on meanwhile.
   */
  private static final int WORTH_A_PART = 2_000;

  private final RecordRepository repository;
  private final RecordReading reading;
  private final RecordingMetrics metrics;
  private final RetentionPeriods periods;
  private final DirectoryLookup directory;
  private final RecordingConfig config;
  private final Clock clock;

  RecordingWriter(
      RecordRepository repository,
      RecordReading reading,
      RecordingMetrics metrics,
      RetentionPeriods periods,
      DirectoryLookup directory,
      RecordingConfig config,
      Clock clock) {
    this.repository = repository;
    this.reading = reading;
    this.metrics = metrics;
    this.periods = periods;
    this.directory = directory;
    this.config = config;
    this.clock = clock;
  }

  /** What was written before is not held against the database any more. */
  void beginAnew() {
    repository.beginAnew();
  }

  /** Waits until what was written outlives a crash of the database. On any thread. */
  void makeSafe() throws SQLException {
    repository.makeSafe();
  }

  /** What is being written, and since when in nanoseconds of the process's own clock. */
  record Begun(Gathered gathered, RecordRepository.Begun rows, long at) {}

  /** Begins to write it all; another may be begun before it is finished. */
  Begun begin(Gathered gathered) {
    final long now = System.nanoTime();
    // Each record may be of a message; and what messages are found by holds for the first message
    // after the answer that said so.
    directory.catchUp();
    Batch batch = batch(gathered.records(), parts(gathered.records().size()));
    return new Begun(gathered, repository.begin(batch), now);
  }

  private int parts(int records) {
    return records < 2 * WORTH_A_PART ? 1 : Math.min(config.writers(), records / WORTH_A_PART);
  }

  /**
   * When this returns, it is committed. In the order in which they were begun; one that failed is
   * to be begun and finished again, and those behind it need not.
   */
  void finish(Begun begun) throws SQLException {
    Gathered gathered = begun.gathered();
    try {
      repository.finish(begun.rows(), gathered.nextOffsets());
    } catch (SQLException e) {
      if (!isOfTheData(e)) {
        throw e;
      }
      LOG.warnf("batch refused, writing its records one by one reason=%s", e.getMessage());
      writeOneByOne(gathered.records());
      repository.write(new Batch(), gathered.nextOffsets());
    }
    metrics.written(begun.rows().batch(), System.nanoTime() - begun.at());
  }

  private void writeOneByOne(List<ReadRecord> records) throws SQLException {
    for (ReadRecord entry : records) {
      try {
        repository.write(batch(List.of(entry), 1), Map.of());
      } catch (SQLException e) {
        if (!isOfTheData(e)) {
          throw e;
        }
        reading.passOver(entry, e);
      }
    }
  }

  private Batch batch(List<ReadRecord> records, int parts) {
    Batch batch = new Batch(parts);
    for (ReadRecord entry : records) {
      try {
        entry.rows().accept(batch);
      } catch (UnreadableRecordException e) {
        reading.passOver(entry, e);
      }
    }
    Instant now = clock.instant();
    int over =
        batch.leaveOut(partition -> periods.isOver(partition.environment(), partition.day(), now));
    if (over > 0) {
      metrics.tooOld(over);
    }
    return batch;
  }

  /** Data exceptions, constraint violations and limits: a repeat would end the same way. */
  private static boolean isOfTheData(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
  }
}
