package io.hooklane.subscription.routing;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One environment with one application, and what happens in it. */
final class Fixtures {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  final EnvironmentId environment;
  final ApplicationId application;
  private final Random random;

  Fixtures() {
    this(42);
  }

  /** Others than those of another seed. */
  Fixtures(long seed) {
    random = new Random(seed);
    environment = EnvironmentId.random(NOW, random);
    application = ApplicationId.random(NOW, random);
  }

  Configuration.Environment anEnvironment(boolean webhooksEnabled) {
    return new Configuration.Environment(
        environment,
        "live",
        Configuration.EnvironmentKind.LIVE,
        webhooksEnabled,
        null,
        null,
        Map.of());
  }

  Configuration.Application anApplication() {
    return new Configuration.Application(application, environment, "customer", "Customer", null);
  }

  Configuration.Endpoint anEndpoint(List<String> eventTypes, List<String> channels) {
    return endpoint(EndpointId.random(NOW, random), false, eventTypes, channels);
  }

  /** Takes all messages, from this moment on. */
  Configuration.Endpoint anEndpointFrom(Instant activeFrom) {
    return endpoint(EndpointId.random(NOW, random), false, List.of(), List.of(), activeFrom);
  }

  Configuration.Endpoint disabled(Configuration.Endpoint endpoint) {
    return endpoint(endpoint.id(), true, endpoint.eventTypes(), endpoint.channels());
  }

  Configuration.Endpoint ordered(Configuration.Endpoint endpoint) {
    Configuration.Ordering ordering =
        new Configuration.Ordering(Duration.ofDays(1), Configuration.WhenTooOld.SKIP);
    return endpoint(
        endpoint.id(),
        false,
        endpoint.eventTypes(),
        endpoint.channels(),
        null,
        new Configuration.Sending(
            ordering,
            Configuration.Signature.STANDARD,
            Configuration.HttpVersion.HTTP_1_1,
            null,
            null,
            null));
  }

  private Configuration.Endpoint endpoint(
      EndpointId id, boolean disabled, List<String> eventTypes, List<String> channels) {
    return endpoint(id, disabled, eventTypes, channels, null);
  }

  private Configuration.Endpoint endpoint(
      EndpointId id,
      boolean disabled,
      List<String> eventTypes,
      List<String> channels,
      @Nullable Instant activeFrom) {
    return endpoint(id, disabled, eventTypes, channels, activeFrom, Configuration.Sending.STANDARD);
  }

  private Configuration.Endpoint endpoint(
      EndpointId id,
      boolean disabled,
      List<String> eventTypes,
      List<String> channels,
      @Nullable Instant activeFrom,
      Configuration.Sending sending) {
    return new Configuration.Endpoint(
        id,
        environment,
        application,
        null,
        "https://example.com/",
        disabled,
        eventTypes,
        channels,
        List.of(),
        null,
        null,
        "",
        activeFrom,
        null,
        null,
        null,
        sending);
  }

  Message aMessage(String eventType, String... channels) {
    return new Message(
        MessageId.random(NOW, random),
        environment,
        application,
        eventType,
        null,
        List.of(channels),
        List.of(),
        NOW,
        null,
        Message.JSON,
        null,
        false);
  }

  /** Accepted at this moment, of any type. */
  Message aMessageOf(Instant acceptedAt) {
    return new Message(
        MessageId.random(acceptedAt, random),
        environment,
        application,
        "order.created",
        null,
        List.of(),
        List.of(),
        acceptedAt,
        null,
        Message.JSON,
        null,
        false);
  }

  /** A message for one endpoint alone. */
  Message aMessageTo(EndpointId endpoint, String eventType) {
    return new Message(
        MessageId.random(NOW, random),
        environment,
        application,
        eventType,
        null,
        List.of(),
        List.of(),
        NOW,
        null,
        Message.JSON,
        endpoint,
        true);
  }

  static ConsumerRecord<byte[], byte[]> entry(int partition, Message message, String payload) {
    ConsumerRecord<byte[], byte[]> entry =
        new ConsumerRecord<>(
            Topics.MESSAGES.name(),
            partition,
            0,
            message.key().getBytes(StandardCharsets.UTF_8),
            payload.getBytes(StandardCharsets.UTF_8));
    message.writeTo(RecordHeaders.sink(entry.headers()));
    return entry;
  }
}
