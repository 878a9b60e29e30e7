package io.hooklane.deliverylog.activity;

import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * The messages of what is shown: those of the present as their topic tells, older ones as they are
 * recorded. Not for several threads.
 */
final class ShownMessages implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ShownMessages.class);
  private static final byte[] NOTHING = {};

  /** A message is published before its attempts; the topics may be read the other way round. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

  private static final Duration WAIT = Duration.ofMillis(10);
  private static final int MOST_POLLS = 20;

  private final FollowedTopic topic;
  private final FollowedTopic expunged;
  private final OlderMessages older;
  private final KnownMessages known;
  private final int payloadLimit;
  private final Instant begunAt;

  ShownMessages(
      Map<String, Object> kafka, OlderMessages older, ActivityConfig config, Instant begunAt) {
    this.topic = new FollowedTopic(Topics.MESSAGES.name(), kafka);
    this.expunged = new FollowedTopic(Topics.EXPUNGED.name(), kafka);
    this.older = older;
    this.known = new KnownMessages(config.payloadBytes());
    this.payloadLimit = config.payloadLimit();
    this.begunAt = begunAt;
  }

  void begin() {
    topic.begin(Optional.empty());
    expunged.begin(Optional.empty());
  }

  void followNew() {
    topic.followNew();
  }

  /** Reads what the topics have. */
  void read() {
    for (int i = 0; i < MOST_POLLS && read(Duration.ZERO) > 0; i++) {}
    expunged.poll(Duration.ZERO).forEach(this::expunge);
  }

  /** Those of these deliveries, by id, that are known. May block, bounded. */
  Map<MessageId, KnownMessage> of(Collection<Subject> subjects) {
    Map<MessageId, KnownMessage> found = new HashMap<>();
    Map<MessageId, Subject> missing = new HashMap<>();
    subjects.forEach(subject -> missing.put(subject.message(), subject));
    take(missing, found);
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (missing.values().stream().anyMatch(subject -> subject.acceptedAt().isAfter(begunAt))
        && System.nanoTime() < deadline) {
      read(WAIT);
      take(missing, found);
    }
    older
        .find(missing.values())
        .forEach(
            (id, message) -> {
              known.add(id, message);
              found.put(id, message);
            });
    return found;
  }

  @Override
  public void close() {
    topic.close();
    expunged.close();
  }

  private void take(Map<MessageId, Subject> missing, Map<MessageId, KnownMessage> found) {
    missing
        .keySet()
        .removeIf(
            id -> {
              KnownMessage message = known.get(id);
              if (message != null) {
                found.put(id, message);
              }
              return message != null;
            });
  }

  private void expunge(ConsumerRecord<byte[], byte[]> entry) {
    String id = new String(entry.key(), StandardCharsets.UTF_8);
    if (MessageId.isForm(id)) {
      known.add(new MessageId(id), KnownMessage.expunged(null));
    }
  }

  private int read(Duration wait) {
    ConsumerRecords<byte[], byte[]> records = topic.poll(wait);
    records.forEach(this::remember);
    return records.count();
  }

  private void remember(ConsumerRecord<byte[], byte[]> entry) {
    try {
      Message message = Message.readFrom(RecordHeaders.source(entry.headers()));
      byte[] payload = entry.value() == null ? NOTHING : entry.value();
      known.add(message.id(), KnownMessage.of(message.eventId(), payload, payloadLimit));
    } catch (UnreadableRecordException e) {
      LOG.debugf("message cannot be read offset=%d reason=%s", entry.offset(), e.getMessage());
    }
  }
}
