package io.hooklane.dispatcher.reporting;

import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.RecordHeaders;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Publishes what became of deliveries. */
public final class DeliveryReports {

  private static final byte[] NO_RESPONSE = {};

  private final KafkaWriter writer;

  public DeliveryReports(KafkaWriter writer) {
    this.writer = writer;
  }

  /**
   * Publishes an attempt.
   *
   * @param key the endpoint's id, as the delivery's record has it
   * @param response what was kept of the response's body
   * @param finishing what is finished with it; null when more follows
   * @param acknowledged see {@link KafkaWriter#write}
   */
  public void attempted(
      DeliveryReport.Attempt attempt,
      byte[] key,
      byte[] response,
      @Nullable Finishing finishing,
      Runnable acknowledged) {
    write(attempt, key, response, finishing, acknowledged);
  }

  /** Publishes a cancellation; see {@link #attempted}. */
  public void canceled(
      DeliveryReport.Cancellation cancellation,
      byte[] key,
      @Nullable Finishing finishing,
      Runnable acknowledged) {
    write(cancellation, key, NO_RESPONSE, finishing, acknowledged);
  }

  /** Publishes that an endpoint should be disabled; see {@link #attempted}. */
  public void verdict(EndpointVerdict verdict, byte[] key, Runnable acknowledged) {
    ProducerRecord<byte[], byte[]> outgoing =
        new ProducerRecord<>(Topics.ENDPOINT_HEALTH.name(), key, NO_RESPONSE);
    verdict.writeTo(RecordHeaders.sink(outgoing.headers()));
    writer.write(outgoing, acknowledged);
  }

  private void write(
      DeliveryReport report,
      byte[] key,
      byte[] value,
      @Nullable Finishing finishing,
      Runnable acknowledged) {
    ProducerRecord<byte[], byte[]> outgoing =
        new ProducerRecord<>(Topics.ATTEMPTS.name(), key, value);
    report.writeTo(RecordHeaders.sink(outgoing.headers()));
    if (finishing != null) {
      finishing.writeTo(outgoing.headers());
    }
    writer.write(outgoing, acknowledged);
  }
}
