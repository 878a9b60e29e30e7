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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the topics hold. A record that does not follow its contract is logged and passed over,
 * so that it does not hold up those behind it. One thread reads.
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

  /** Headers that say the same in many records. */
  private static final Set<String> COMMON =
      Set.of(
          "hooklane_env",
          "hooklane_app",
          "hooklane_endpoint",
          "hooklane_type",
          "hooklane_url",
          "content-type");

  private final CommonTexts commonTexts = new CommonTexts();
  private final DirectoryLookup directory;
  private final RecordingMetrics metrics;

  RecordReading(DirectoryLookup directory, RecordingMetrics metrics) {
    this.directory = directory;
    this.metrics = metrics;
  }

  /**
   * What these records tell, in their order.
   *
   * @param nowNanos by the process's own clock
   */
  List<ReadRecord> read(ConsumerRecords<byte[], byte[]> records, long nowNanos) {
    if (records.records(Topics.MESSAGES.name()).iterator().hasNext()) {
      // What messages are found by holds for the first message after the answer that said so.
      directory.catchUp();
    }
    List<ReadRecord> read = new ArrayList<>(records.count());
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<byte[], byte[]> entry : records.records(partition)) {
        try {
          read.add(read(new Place(partition, entry.offset(), nowNanos), entry));
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

  private ReadRecord read(Place place, ConsumerRecord<byte[], byte[]> entry) {
    HeaderSource headers = new CommonHeaders(RecordHeaders.source(entry.headers()), commonTexts);
    byte[] value = entry.value() == null ? NOTHING : entry.value();
    if (entry.topic().equals(Topics.MESSAGES.name())) {
      return message(place, Message.readFrom(headers), value);
    }
    if (entry.topic().equals(Topics.ATTEMPTS.name())) {
      return report(place, DeliveryReport.readFrom(headers), value);
    }
    return delivery(place, Delivery.readFrom(headers));
  }

  private ReadRecord message(Place place, Message message, byte[] payload) {
    RecordedMessage row =
        new RecordedMessage(
            message, payload, directory.searchAttributes(message.environment()).keysOf(payload));
    long time = time(message.acceptedAt());
    return place.read(time, null, null, payload.length, batch -> batch.add(row));
  }

  private static ReadRecord report(Place place, DeliveryReport report, byte[] response) {
    RecordedDelivery row = RecordedDelivery.of(report);
    long time = time(report.subject().acceptedAt());
    if (!(report instanceof Attempt attempt)) {
      return place.read(time, null, row.key(), 0, batch -> batch.add(row));
    }
    RecordedAttempt attemptRow = new RecordedAttempt(attempt, response);
    int bytes =
        response.length + length(attempt.requestHeaders()) + length(attempt.responseHeaders());
    return place.read(
        time,
        null,
        row.key(),
        bytes,
        batch -> {
          batch.add(row);
          batch.add(attemptRow);
        });
  }

  private static ReadRecord delivery(Place place, Delivery delivery) {
    RecordedDelivery row = RecordedDelivery.of(delivery);
    long time = time(delivery.acceptedAt());
    boolean first = delivery.attempt() == 1 && delivery.trigger() == Trigger.SCHEDULED;
    Consumer<Batch> rows = first ? batch -> batch.begin(row) : batch -> batch.add(row);
    if (delivery.task() != null) {
      rows = rows.andThen(batch -> batch.taskMarks().add(delivery));
    }
    return place.read(time, first ? row.key() : null, null, 0, rows);
  }

  private static long time(Instant acceptedAt) {
    if (acceptedAt.isBefore(EARLIEST) || acceptedAt.isAfter(LATEST)) {
      throw new UnreadableRecordException("Not a time of acceptance: " + acceptedAt);
    }
    return acceptedAt.toEpochMilli();
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  /** Where and when a record was read. */
  private record Place(TopicPartition partition, long offset, long nowNanos) {

    ReadRecord read(
        long time,
        RecordedDelivery.@Nullable Key begins,
        RecordedDelivery.@Nullable Key reports,
        int bytes,
        Consumer<Batch> rows) {
      return new ReadRecord(partition, offset, nowNanos, time, begins, reports, bytes, rows);
    }
  }

  /** Headers of one record, whose common texts are shared with others. */
  private record CommonHeaders(HeaderSource headers, CommonTexts texts) implements HeaderSource {

    @Override
    public byte @Nullable [] bytes(String name) {
      return headers.bytes(name);
    }

    @Override
    public @Nullable String text(String name) {
      byte[] utf8 = bytes(name);
      if (utf8 == null) {
        return null;
      }
      return COMMON.contains(name) ? texts.of(utf8) : new String(utf8, StandardCharsets.UTF_8);
    }
  }
}
