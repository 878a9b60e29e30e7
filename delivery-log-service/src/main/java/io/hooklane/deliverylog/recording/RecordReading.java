package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.HeaderSource;
import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.topics.RecordHeaders;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the topics hold. A record that does not follow its contract is logged and passed over,
 * so that it does not hold up those behind it.
 */
@Singleton
class RecordReading {

  /** Everything that is recorded. */
  static final List<String> TOPICS =
      List.of(
          Topics.MESSAGES.name(),
          Topics.DELIVERIES.name(),
          Topics.ORDERED_DELIVERIES.name(),
          Topics.ATTEMPTS.name());

  private static final Logger LOG = Logger.getLogger(RecordReading.class);

  /** What ids can carry, so that a nonsensical time makes no partition of its own. */
  private static final Instant EARLIEST = Instant.parse("2014-05-13T16:53:20Z");

  private static final Instant LATEST = Instant.parse("2150-01-01T00:00:00Z");
  private static final byte[] NOTHING = {};

  private final DirectoryLookup directory;
  private final RecordingMetrics metrics;

  RecordReading(DirectoryLookup directory, RecordingMetrics metrics) {
    this.directory = directory;
    this.metrics = metrics;
  }

  /** What these records tell, in their order. */
  List<ReadRecord> read(ConsumerRecords<byte[], byte[]> records) {
    if (records.records(Topics.MESSAGES.name()).iterator().hasNext()) {
      // What messages are found by holds for the first message after the answer that said so.
      directory.catchUp();
    }
    List<ReadRecord> read = new ArrayList<>(records.count());
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<byte[], byte[]> entry : records.records(partition)) {
        try {
          read.add(read(partition, entry));
        } catch (UnreadableRecordException e) {
          passOver(partition, entry.offset(), e);
        }
      }
    }
    return read;
  }

  /** Notes that nothing can be recorded of it, now or later. */
  void passOver(ReadRecord entry, Exception reason) {
    passOver(entry.partition(), entry.offset(), reason);
  }

  private void passOver(TopicPartition partition, long offset, Exception reason) {
    metrics.passedOver();
    LOG.errorf(
        reason,
        "record cannot be recorded topic=%s partition=%d offset=%d",
        partition.topic(),
        partition.partition(),
        offset);
  }

  private ReadRecord read(TopicPartition partition, ConsumerRecord<byte[], byte[]> entry) {
    HeaderSource headers = RecordHeaders.source(entry.headers());
    byte[] value = entry.value() == null ? NOTHING : entry.value();
    if (entry.topic().equals(Topics.MESSAGES.name())) {
      return message(partition, entry.offset(), Message.readFrom(headers), value);
    }
    if (entry.topic().equals(Topics.ATTEMPTS.name())) {
      return report(partition, entry.offset(), DeliveryReport.readFrom(headers), value);
    }
    return delivery(partition, entry.offset(), Delivery.readFrom(headers));
  }

  private ReadRecord message(
      TopicPartition partition, long offset, Message message, byte[] payload) {
    RecordedMessage row =
        new RecordedMessage(
            message, payload, directory.searchAttributes(message.environment()).keysOf(payload));
    return read(partition, offset, message.acceptedAt(), payload.length, batch -> batch.add(row));
  }

  private static ReadRecord report(
      TopicPartition partition, long offset, DeliveryReport report, byte[] response) {
    RecordedDelivery row = RecordedDelivery.of(report);
    if (report instanceof Attempt attempt) {
      RecordedAttempt attemptRow = new RecordedAttempt(attempt, response);
      int bytes =
          response.length + length(attempt.requestHeaders()) + length(attempt.responseHeaders());
      return read(
          partition,
          offset,
          report.subject().acceptedAt(),
          bytes,
          batch -> {
            batch.add(row);
            batch.add(attemptRow);
          });
    }
    return read(partition, offset, report.subject().acceptedAt(), 0, batch -> batch.add(row));
  }

  private static ReadRecord delivery(TopicPartition partition, long offset, Delivery delivery) {
    RecordedDelivery row = RecordedDelivery.of(delivery);
    boolean first = delivery.attempt() == 1 && delivery.trigger() == Trigger.SCHEDULED;
    Consumer<Batch> rows = first ? batch -> batch.begin(row) : batch -> batch.add(row);
    if (delivery.task() != null) {
      rows = rows.andThen(batch -> batch.taskMarks().add(delivery));
    }
    return read(partition, offset, delivery.acceptedAt(), 0, rows);
  }

  private static ReadRecord read(
      TopicPartition partition, long offset, Instant acceptedAt, int bytes, Consumer<Batch> rows) {
    if (acceptedAt.isBefore(EARLIEST) || acceptedAt.isAfter(LATEST)) {
      throw new UnreadableRecordException("Not a time of acceptance: " + acceptedAt);
    }
    return new ReadRecord(partition, offset, acceptedAt.toEpochMilli(), bytes, rows);
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
