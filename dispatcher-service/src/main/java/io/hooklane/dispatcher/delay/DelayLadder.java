package io.hooklane.dispatcher.delay;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.topic.DelayTier;
import io.hooklane.contracts.topic.Topic;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.dispatcher.reporting.KafkaWriter;
import io.hooklane.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Puts deliveries off. A wait is made of hops through the delay tiers, each time the longest that
 * hardly overshoots; when less than the shortest remains, the delivery goes back to the intake,
 * which has it in hand until its moment. So it lies in Kafka all the time, and is never early.
 */
public final class DelayLadder {

  /**
   * Since when a record waits in its tier, in milliseconds by the clock of the dispatcher that
   * wrote it. With the broker's, one that is behind would have each tier seem over as soon as it
   * began.
   */
  static final String SINCE = "hooklane_waits_since";

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

  /** Says in the headers of what is written there since when it waits, if it waits there. */
  static void waitsSince(Instant now, Topic there, Headers headers) {
    if (there != Topics.DUE_DELIVERIES) {
      headers.add(SINCE, Long.toString(now.toEpochMilli()).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * Puts a delivery off until it is due.
   *
   * @param key the endpoint's id, as the delivery's record has it
   * @param acknowledged see {@link KafkaWriter#write}
   */
  public void putOff(Delivery delivery, byte[] key, byte[] body, Runnable acknowledged) {
    Instant now = clock.instant();
    Topic next = next(delivery.dueAt(), now);
    ProducerRecord<byte[], byte[]> outgoing = new ProducerRecord<>(next.name(), key, body);
    delivery.writeTo(RecordHeaders.sink(outgoing.headers()));
    waitsSince(now, next, outgoing.headers());
    writer.write(outgoing, acknowledged);
  }
}
