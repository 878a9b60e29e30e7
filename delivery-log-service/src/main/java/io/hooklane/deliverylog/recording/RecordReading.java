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
import io.hooklane.topics.CommonTexts;
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

  /** Headers of messages that say the same in many records. */
  private static final Set<String> COMMON =
      Set.of("ce_hooklaneenv", "ce_hooklaneapp", "ce_type", "content-type");

  private final CommonTexts textsOfMessages = new CommonTexts();

  /** For whoever writes, which is another thread. */
  private final CommonTexts textsOfTheRest = new CommonTexts();

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
    HeaderSource headers = RecordHeaders.source(entry.headers());
    byte[] value = entry.value() == null ? NOTHING : entry.value();
    if (entry.topic().equals(Topics.MESSAGES.name())) {
      HeaderSource common = new CommonHeaders(headers, textsOfMessages);
      return message(place, Message.readFrom(common), value);
    }
    KeptHeaders kept = KeptHeaders.of(headers, textsOfTheRest);
    if (entry.topic().equals(Topics.ATTEMPTS.name())) {
      return kept == null ? report(place, headers, value) : report(place, kept, value);
    }
    return kept == null ? delivery(place, headers) : delivery(place, kept);
  }

  private ReadRecord message(Place place, Message message, byte[] payload) {
    long time = time(message.acceptedAt());
    return place.read(
        time, null, null, payload.length, batch -> batch.add(withKeys(message, payload)));
  }

  private RecordedMessage withKeys(Message message, byte[] payload) {
    return new RecordedMessage(
        message, payload, directory.searchAttributes(message.environment()).keysOf(payload));
  }

  private static ReadRecord report(Place place, KeptHeaders kept, byte[] response) {
    long time = time(DeliveryReport.acceptedAt(kept));
    int bytes = response.length + kept.fields().length;
    return place.read(
        time,
        null,
        kept.delivery(),
        bytes,
        batch -> add(DeliveryReport.readFrom(kept), response, batch));
  }

  private static ReadRecord delivery(Place place, KeptHeaders kept) {
    long time = time(Delivery.acceptedAt(kept));
    return place.read(
        time,
        kept.delivery(),
        null,
        kept.fields().length,
        batch -> add(Delivery.readFrom(kept), batch));
  }

  /** A report of the first release, each of whose headers is an object of Kafka's. */
  private static ReadRecord report(Place place, HeaderSource headers, byte[] response) {
    DeliveryReport report = DeliveryReport.readFrom(headers);
    long time = time(report.subject().acceptedAt());
    return place.read(time, null, null, response.length, batch -> add(report, response, batch));
  }

  private static ReadRecord delivery(Place place, HeaderSource headers) {
    Delivery delivery = Delivery.readFrom(headers);
    return place.read(time(delivery.acceptedAt()), null, null, 0, batch -> add(delivery, batch));
  }

  private static void add(DeliveryReport report, byte[] response, Batch batch) {
    batch.add(RecordedDelivery.of(report));
    if (report instanceof Attempt attempt) {
      batch.add(new RecordedAttempt(attempt, response));
    }
  }

  private static void add(Delivery delivery, Batch batch) {
    RecordedDelivery row = RecordedDelivery.of(delivery);
    if (delivery.attempt() == 1 && delivery.trigger() == Trigger.SCHEDULED) {
      batch.begin(row);
    } else {
      batch.add(row);
    }
    batch.taskMarks().add(delivery);
  }

  private static long time(Instant acceptedAt) {
    if (acceptedAt.isBefore(EARLIEST) || acceptedAt.isAfter(LATEST)) {
      throw new UnreadableRecordException("Not a time of acceptance: " + acceptedAt);
    }
    return acceptedAt.toEpochMilli();
  }

  /** Where and when a record was read. */
  private record Place(TopicPartition partition, long offset, long nowNanos) {

    ReadRecord read(
        long time, @Nullable Long begins, @Nullable Long reports, int bytes, Consumer<Batch> rows) {
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
      return COMMON.contains(name)
          ? texts.of(utf8, 0, utf8.length)
          : new String(utf8, StandardCharsets.UTF_8);
    }
  }
}
