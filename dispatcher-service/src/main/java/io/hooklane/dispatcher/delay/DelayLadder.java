package io.hooklane.dispatcher.delay;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.topic.DelayTier;
import io.hooklane.contracts.topic.Topic;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.dispatcher.reporting.KafkaWriter;
import io.hooklane.topics.RecordHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Puts deliveries off. A wait is made of hops through the delay tiers, each time the longest that
 * hardly overshoots; when less than the shortest remains, the delivery goes back to the intake,
 * which has it in hand until its moment. So it lies in Kafka all the time, and is never early.
 */
public final class DelayLadder {

  private final KafkaWriter writer;
  private final Clock clock;

  public DelayLadder(KafkaWriter writer, Clock clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /** Where a delivery goes that is due at this moment. */
  static Topic next(Instant due, Instant now) {
    return DelayTier.largestWithin(Duration.between(now, due))
        .map(DelayTier::topic)
        .orElse(Topics.DUE_DELIVERIES);
  }

  /**
   * Puts a delivery off until it is due.
   *
   * @param key the endpoint's id, as the delivery's record has it
   * @param acknowledged see {@link KafkaWriter#write}
   */
  public void putOff(Delivery delivery, byte[] key, byte[] body, Runnable acknowledged) {
    ProducerRecord<byte[], byte[]> outgoing =
        new ProducerRecord<>(next(delivery.dueAt(), clock.instant()).name(), key, body);
    delivery.writeTo(RecordHeaders.sink(outgoing.headers()));
    writer.write(outgoing, acknowledged);
  }
}
