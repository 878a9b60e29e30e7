package io.hooklane.dispatcher.expunging;

import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.message.ExpungedMessage;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.ConfigurationLog;
import io.hooklane.topics.RecordHeaders;
import io.hooklane.topics.TopicsConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Follows the topic of expunged messages on a thread of its own. Nothing is sent before all that
 * stood there when the service started is known.
 */
@Singleton
class ExpungedReader {

  private static final Logger LOG = Logger.getLogger(ExpungedReader.class);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.EXPUNGED.name(), 0);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int BROKER_HOLDS_AN_EMPTY_FETCH_MS = 1_000;
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  private final Map<String, Object> settings;
  private final ExpungedMessages messages;
  private final Duration patience;
  private final CountDownLatch loaded = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "expunged-messages");
  private long nextOffset;

  ExpungedReader(ConfigurationLog configuration, TopicsConfig topics, ExpungedMessages messages) {
    this.settings = settings(configuration.kafka());
    this.messages = messages;
    this.patience = topics.startTimeout();
  }

  /** After the topics were made, and before anything is taken in hand. */
  void load(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event)
      throws InterruptedException {
    thread.setDaemon(true);
    thread.start();
    if (!loaded.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          "The expunged messages could not be read within " + patience + ": is Kafka there?");
    }
    LOG.infof("expunged messages known messages=%d", messages.size());
  }

  void close(@Observes ShutdownEvent event) throws InterruptedException {
    closed.countDown();
    thread.join(POLL.plusSeconds(1).toMillis());
  }

  private void run() {
    while (closed.getCount() > 0) {
      try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
        consumer.assign(List.of(PARTITION));
        consumer.seek(PARTITION, nextOffset);
        follow(consumer);
      } catch (RuntimeException e) {
        LOG.warnf("expunged messages interrupted, following them again reason=%s", e.toString());
        pause();
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
    while (closed.getCount() > 0) {
      if (consumer.position(PARTITION) >= end) {
        loaded.countDown();
      }
      for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
        take(entry);
      }
      nextOffset = consumer.position(PARTITION);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> entry) {
    try {
      ExpungedMessage expunged = ExpungedMessage.readFrom(RecordHeaders.source(entry.headers()));
      messages.add(expunged.message(), expunged.at().toEpochMilli());
    } catch (UnreadableRecordException e) {
      LOG.errorf(
          "record skipped, not an expunged message offset=%d reason=%s",
          entry.offset(), e.getMessage());
    }
  }

  private void pause() {
    try {
      closed.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Object> settings(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, BROKER_HOLDS_AN_EMPTY_FETCH_MS);
    return settings;
  }
}
