package io.hooklane.gateway;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.ConfigurationCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Makes keys as the subscription service does: by the configuration log. */
final class Keys implements AutoCloseable {

  static final List<String> ALL_SCOPES = List.of("read", "publish", "manage");

  private final KafkaProducer<String, byte[]> producer;

  Keys(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** An environment as good as new, with webhooks switched on. */
  EnvironmentId anEnvironment() {
    EnvironmentId id = EnvironmentId.random(Instant.now(), RandomGenerator.getDefault());
    switchWebhooks(id, id.value().substring(20), true);
    return id;
  }

  /** An environment of this name, with webhooks on or off; acknowledged when this returns. */
  void switchWebhooks(EnvironmentId id, String name, boolean on) {
    publish(
        new Configuration.Environment(
            id, name, Configuration.EnvironmentKind.LIVE, on, null, null, Map.of()));
  }

  /** A key of these scopes; null for an operator's. */
  KeyId aKeyOf(String text, @Nullable EnvironmentId environment, String... scopes) {
    KeyId id = KeyId.random(Instant.now(), RandomGenerator.getDefault());
    publish(
        new Configuration.Key(
            id, environment, null, "key", sha256(text), List.of(scopes), List.of(), null, null));
    return id;
  }

  /** A portal's token. */
  KeyId aPortalToken(
      String text, EnvironmentId environment, ApplicationId application, String... capabilities) {
    KeyId id = KeyId.random(Instant.now(), RandomGenerator.getDefault());
    publish(
        new Configuration.Key(
            id,
            environment,
            application,
            "portal",
            sha256(text),
            List.of(),
            List.of(capabilities),
            List.of("beta"),
            Instant.now().plusSeconds(600)));
    return id;
  }

  /** A key of this text; acknowledged by Kafka when this returns. */
  KeyId aKey(String text, @Nullable EnvironmentId environment, @Nullable Instant expiresAt) {
    KeyId id = KeyId.random(Instant.now(), RandomGenerator.getDefault());
    publish(
        new Configuration.Key(
            id, environment, null, "key", sha256(text), ALL_SCOPES, List.of(), null, expiresAt));
    return id;
  }

  void revoke(KeyId id) {
    remove(new ConfigurationKey(ConfigurationKey.Kind.KEY, id.value()));
  }

  void remove(EnvironmentId id) {
    remove(new ConfigurationKey(ConfigurationKey.Kind.ENVIRONMENT, id.value()));
  }

  private void publish(Configuration configuration) {
    send(configuration.key(), ConfigurationCodec.write(configuration));
  }

  private void remove(ConfigurationKey key) {
    send(key, null);
  }

  private void send(ConfigurationKey key, byte @Nullable [] value) {
    try {
      producer.send(new ProducerRecord<>(Topics.CONFIGURATION.name(), key.text(), value)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
