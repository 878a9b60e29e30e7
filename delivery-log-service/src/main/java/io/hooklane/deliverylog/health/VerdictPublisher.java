package io.hooklane.deliverylog.health;

import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.management.ApiException;
import io.hooklane.topics.ConfigurationLog;
import io.hooklane.topics.RecordHeaders;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks every now and then for endpoints to disable, and says so on {@code
 * hooklane.endpoint-health} until configuration shows that it is done. What fails comes with the
 * next look.
 */
@Singleton
class VerdictPublisher {

  private static final Logger LOG = Logger.getLogger(VerdictPublisher.class);
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final byte[] NOTHING = {};

  private final Verdicts verdicts;
  private final HealthConfig config;
  private final ConfigurationLog configurationLog;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().name("endpoint-health").daemon().unstarted(work));
  private @Nullable Producer<byte[], byte[]> producer;

  VerdictPublisher(
      Verdicts verdicts, HealthConfig config, ConfigurationLog configurationLog, Clock clock) {
    this.verdicts = verdicts;
    this.config = config;
    this.configurationLog = configurationLog;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    long wait = config.checkInterval().toMillis();
    thread.scheduleWithFixedDelay(this::check, wait, wait, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    thread.shutdownNow();
    if (thread.awaitTermination(BOUND.toSeconds(), TimeUnit.SECONDS) && producer != null) {
      producer.close(Duration.ofSeconds(1));
    }
  }

  private void check() {
    try {
      // Of this moment, then as far as configuration went: a change since makes the verdict late.
      Instant now = clock.instant();
      configurationLog.caughtUp().get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
      publish(verdicts.due(now));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | ApiException e) {
      LOG.warnf("endpoints are not judged, trying again reason=%s", e);
    } catch (RuntimeException e) {
      LOG.errorf(e, "endpoints are not judged, trying again reason=%s", e.getMessage());
    }
  }

  private void publish(List<EndpointVerdict> due)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Future<RecordMetadata>> acknowledged = new ArrayList<>();
    for (EndpointVerdict verdict : due) {
      ProducerRecord<byte[], byte[]> outgoing =
          new ProducerRecord<>(
              Topics.ENDPOINT_HEALTH.name(),
              verdict.endpoint().value().getBytes(StandardCharsets.US_ASCII),
              NOTHING);
      verdict.writeTo(RecordHeaders.sink(outgoing.headers()));
      acknowledged.add(producer().send(outgoing));
      LOG.infof(
          "endpoint fails for too long applicationId=%s endpointId=%s",
          verdict.application(), verdict.endpoint());
    }
    for (Future<RecordMetadata> each : acknowledged) {
      each.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Made when it is first needed: in most installations that is never. */
  private Producer<byte[], byte[]> producer() {
    Producer<byte[], byte[]> present = producer;
    if (present == null) {
      present =
          new KafkaProducer<>(
              configurationLog.producing(), new ByteArraySerializer(), new ByteArraySerializer());
      producer = present;
    }
    return present;
  }
}
