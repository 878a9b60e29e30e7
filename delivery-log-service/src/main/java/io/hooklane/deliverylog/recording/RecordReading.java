package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.HeaderSource;
import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.deliverylog.searchkey.SearchAttributes;
import io.hooklane.topics.RecordHeaders;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what the topics hold into a batch. */
final class RecordReading {

  /** Everything that is recorded. */
  static final List<String> TOPICS =
      List.of(
          Topics.MESSAGES.name(),
          Topics.DELIVERIES.name(),
          Topics.ORDERED_DELIVERIES.name(),
          Topics.ATTEMPTS.name());

  /** What ids can carry, so that a nonsensical time makes no partition of its own. */
  private static final Instant EARLIEST = Instant.parse("2014-05-13T16:53:20Z");

  private static final Instant LATEST = Instant.parse("2150-01-01T00:00:00Z");
  private static final byte[] NOTHING = {};

  private RecordReading() {}

  /**
   * Adds what this record tells.
   *
   * @param searchAttributes what an environment's messages are found by
   * @throws UnreadableRecordException when it does not follow its contract
   */
  static void addTo(
      Batch batch,
      ConsumerRecord<byte[], byte[]> entry,
      Function<EnvironmentId, SearchAttributes> searchAttributes) {
    HeaderSource headers = RecordHeaders.source(entry.headers());
    byte[] value = entry.value() == null ? NOTHING : entry.value();
    if (entry.topic().equals(Topics.MESSAGES.name())) {
      Message message = Message.readFrom(headers);
      requirePlausible(message.acceptedAt());
      batch.add(
          new RecordedMessage(
              message, value, searchAttributes.apply(message.environment()).keysOf(value)));
    } else if (entry.topic().equals(Topics.ATTEMPTS.name())) {
      DeliveryReport report = DeliveryReport.readFrom(headers);
      requirePlausible(report.subject().acceptedAt());
      batch.add(RecordedDelivery.of(report));
      if (report instanceof Attempt attempt) {
        batch.add(new RecordedAttempt(attempt, value));
      }
    } else {
      Delivery delivery = Delivery.readFrom(headers);
      requirePlausible(delivery.acceptedAt());
      addTo(batch, delivery);
    }
  }

  private static void addTo(Batch batch, Delivery delivery) {
    batch.taskMarks().add(delivery);
    RecordedDelivery row = RecordedDelivery.of(delivery);
    if (delivery.attempt() == 1 && delivery.trigger() == Trigger.SCHEDULED) {
      batch.begin(row);
    } else {
      batch.add(row);
    }
  }

  private static void requirePlausible(Instant acceptedAt) {
    if (acceptedAt.isBefore(EARLIEST) || acceptedAt.isAfter(LATEST)) {
      throw new UnreadableRecordException("Not a time of acceptance: " + acceptedAt);
    }
  }
}
