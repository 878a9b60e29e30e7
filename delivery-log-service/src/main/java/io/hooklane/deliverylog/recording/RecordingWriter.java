package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.deliverylog.retention.RetentionPeriods;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Writes what was gathered. What has had its time is left out: it would only be dropped again. A
 * record that no reader and no table can take is logged and passed over, so that it does not hold
 * up those behind it; every other failure is the caller's to repeat.
 */
@Singleton
class RecordingWriter {

  private static final Logger LOG = Logger.getLogger(RecordingWriter.class);

  private final RecordRepository repository;
  private final RecordingMetrics metrics;
  private final RetentionPeriods periods;
  private final DirectoryLookup directory;

  RecordingWriter(
      RecordRepository repository,
      RecordingMetrics metrics,
      RetentionPeriods periods,
      DirectoryLookup directory) {
    this.directory = directory;
    this.repository = repository;
    this.metrics = metrics;
    this.periods = periods;
  }

  void write(List<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, Long> nextOffsets)
      throws SQLException {
    long begin = System.nanoTime();
    Batch batch = read(records);
    try {
      repository.write(batch, nextOffsets);
    } catch (SQLException e) {
      if (!isOfTheData(e)) {
        throw e;
      }
      LOG.warnf("batch refused, writing its records one by one reason=%s", e.getMessage());
      writeOneByOne(records);
      repository.write(new Batch(), nextOffsets);
    }
    metrics.written(batch, System.nanoTime() - begin);
  }

  private void writeOneByOne(List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
    for (ConsumerRecord<byte[], byte[]> entry : records) {
      Batch one = read(List.of(entry));
      try {
        repository.write(one, Map.of());
      } catch (SQLException e) {
        if (!isOfTheData(e)) {
          throw e;
        }
        passOver(entry, e);
      }
    }
  }

  private Batch read(List<ConsumerRecord<byte[], byte[]>> records) {
    Batch batch = new Batch();
    if (records.stream().anyMatch(entry -> entry.topic().equals(Topics.MESSAGES.name()))) {
      // What messages are found by holds for the first message after the answer that said so.
      directory.catchUp();
    }
    records.forEach(entry -> read(batch, entry));
    Instant now = Instant.now();
    int over =
        batch.leaveOut(partition -> periods.isOver(partition.environment(), partition.day(), now));
    if (over > 0) {
      metrics.tooOld(over);
    }
    return batch;
  }

  private void read(Batch batch, ConsumerRecord<byte[], byte[]> entry) {
    try {
      RecordReading.addTo(batch, entry, directory::searchAttributes);
    } catch (UnreadableRecordException e) {
      passOver(entry, e);
    }
  }

  private void passOver(ConsumerRecord<byte[], byte[]> entry, Exception reason) {
    metrics.passedOver();
    LOG.errorf(
        reason,
        "record cannot be recorded topic=%s partition=%d offset=%d",
        entry.topic(),
        entry.partition(),
        entry.offset());
  }

  /** Data exceptions, constraint violations and limits: a repeat would end the same way. */
  private static boolean isOfTheData(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
  }
}
