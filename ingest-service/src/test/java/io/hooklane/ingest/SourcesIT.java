package io.hooklane.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@SuppressWarnings("NullAway.Init") // TestServers sets its field before anything runs.
class SourcesIT {

  private final String uid = "customer-" + UUID.randomUUID();
  private TestServers servers;
  private TestTopics topics;
  private EnvironmentId environment;
  private ApplicationId application;

  @BeforeEach
  void configureApplication() {
    topics = new TestTopics(servers.bootstrapServers());
    environment = topics.environment("env-" + uid).id();
    application = topics.application(environment, uid);
  }

  @AfterEach
  void closeTopics() {
    topics.close();
  }

  @Test
  void acceptsACloudEventInBinaryMode() {
    // Given
    String payload = "{ \"amount\" : 1.10 }";

    // When
    write(
        Topics.EVENTS.name(),
        "k",
        payload,
        binary("order.created", Map.of("ce_hooklanechannels", "client_A,client_B")));

    // Then
    ConsumerRecord<byte[], byte[]> message = message();
    assertThat(message.value()).asString(StandardCharsets.UTF_8).isEqualTo(payload);
    assertThat(TestTopics.header(message, "ce_type")).isEqualTo("order.created");
    assertThat(TestTopics.header(message, "ce_hooklanechannels")).isEqualTo("client_A,client_B");
    assertThat(TestTopics.header(message, "ce_hooklaneeventid")).isEqualTo("event-" + uid);
  }

  @Test
  void acceptsACloudEventInStructuredModeWithItsDataAsItCame() {
    // Given
    String data = "{ \"amount\" : 1.10,\n\"name\":\"\\u00e9é\" }";
    String event =
        "{\"specversion\":\"1.0\",\"type\":\"order.paid\",\"id\":\"7\",\"source\":\"/shop\",\"data\":"
            + data
            + ",\"hooklaneapp\":\"%s\",\"hooklaneenv\":\"%s\",\"partitionkey\":\"customer-7\"}"
                .formatted(application, environment);

    // When
    write(
        Topics.EVENTS.name(), null, event, Map.of("content-type", "application/cloudevents+json"));

    // Then
    ConsumerRecord<byte[], byte[]> message = message();
    assertThat(message.value()).asString(StandardCharsets.UTF_8).isEqualTo(data);
    assertThat(message.key())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(application.value() + "/customer-7");
  }

  @Test
  void rejectsWhatCannotBecomeAMessageAndGoesOn() {
    // Given
    List<ProducerRecord<byte[], byte[]>> poison =
        List.of(
            entry("k", "{\"broken\":", binary("a.b", Map.of())),
            entry("k", null, binary("a.b", Map.of())),
            entry("k", "{}", binary("a.b", Map.of("ce_hooklaneapp", "nobody"))),
            entry("k", "{}", binary("a.b", Map.of("ce_hooklaneenv", "nowhere"))),
            entry("k", "{}", binary("not a name", Map.of())),
            entry("k", "[".repeat(100_000), binary("a.b", Map.of())),
            entry("k", "\"" + "x".repeat(1024 * 1024) + "\"", binary("a.b", Map.of())),
            entry("k", "{}", Map.of("ce_test", uid)));

    // When
    poison.forEach(topics::write);
    write(Topics.EVENTS.name(), "k", "{\"good\":true}", binary("order.created", Map.of()));

    // Then
    assertThat(message().value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"good\":true}");
    List<ConsumerRecord<byte[], byte[]>> rejected =
        topics.await(
            Topics.REJECTED.name(),
            poison.size(),
            entry -> uid.equals(TestTopics.header(entry, "ce_test")));
    assertThat(rejected)
        .extracting(entry -> TestTopics.header(entry, "hooklane_rejected_code"))
        .containsExactlyInAnyOrder(
            "unreadable",
            "no_value",
            "unknown_application",
            "unknown_environment",
            "bad_name",
            "unreadable",
            "payload_too_large",
            "not_a_cloud_event");
    assertThat(rejected)
        .filteredOn(entry -> "bad_name".equals(TestTopics.header(entry, "hooklane_rejected_code")))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.key()).asString(StandardCharsets.UTF_8).isEqualTo("k");
              assertThat(entry.value()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
              assertThat(TestTopics.header(entry, "ce_type")).isEqualTo("not a name");
              assertThat(TestTopics.header(entry, "hooklane_rejected_topic"))
                  .isEqualTo(Topics.EVENTS.name());
            });
  }

  @Test
  void rejectsWhatIsForAnEnvironmentWithWebhooksOffUntilTheyAreOn() {
    // Given
    Configuration.Environment off = topics.environment("off-" + uid);
    topics.application(off.id(), uid);
    topics.configure(
        new Configuration.Environment(
            off.id(), off.name(), off.kind(), false, null, null, Map.of()));
    Map<String, String> headers = binary("a.b", Map.of("ce_hooklaneenv", off.name()));
    write(Topics.EVENTS.name(), "k", "{}", headers);
    ConsumerRecord<byte[], byte[]> rejected =
        topics
            .await(
                Topics.REJECTED.name(),
                1,
                entry -> uid.equals(TestTopics.header(entry, "ce_hooklaneapp")))
            .getFirst();
    // When
    topics.configure(off);
    write(Topics.EVENTS.name(), "k", "{\"on\":true}", headers);
    // Then
    assertThat(TestTopics.header(rejected, "hooklane_rejected_code")).isEqualTo("feature_disabled");
    List<ConsumerRecord<byte[], byte[]>> accepted =
        topics.await(
            Topics.MESSAGES.name(),
            1,
            entry -> off.id().value().equals(TestTopics.header(entry, "ce_hooklaneenv")));
    assertThat(accepted)
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"on\":true}"));
  }

  @Test
  void readsAnotherTopicByItsMapping() {
    // Given
    topics.create("shop.orders");

    // When
    write(
        "shop.orders",
        "order-7",
        "{\"environment\":\"%s\",\"customer\":{\"id\":\"%s\"},\"channels\":[\"a\"],\"number\":7,"
                .formatted(environment, uid)
            + "\"order\":{ \"n\" : 1.0 }}",
        Map.of("type", "order.paid"));

    // Then
    ConsumerRecord<byte[], byte[]> message = message();
    assertThat(message.value()).asString(StandardCharsets.UTF_8).isEqualTo("{ \"n\" : 1.0 }");
    assertThat(TestTopics.header(message, "ce_type")).isEqualTo("order.paid");
    assertThat(TestTopics.header(message, "ce_hooklaneeventid")).isEqualTo("order-7");
    assertThat(TestTopics.header(message, "ce_partitionkey")).isEqualTo("7");
  }

  @Test
  void readsATopicThatMatchesAPatternAndIsNew() {
    // Given
    topics.create("audit." + uid);

    // When
    write("audit." + uid, uid, "{\"n\":1}", Map.of("environment", environment.value()));

    // Then
    assertThat(TestTopics.header(message(), "ce_type")).isEqualTo("audit.written");
  }

  private ConsumerRecord<byte[], byte[]> message() {
    return topics
        .await(
            Topics.MESSAGES.name(),
            1,
            entry -> application.value().equals(TestTopics.header(entry, "ce_hooklaneapp")))
        .getFirst();
  }

  private Map<String, String> binary(String type, Map<String, String> more) {
    HashMap<String, String> headers = new HashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_type", type);
    headers.put("ce_id", "event-" + uid);
    headers.put("ce_source", "/shop");
    headers.put("ce_hooklaneapp", uid);
    headers.put("ce_hooklaneenv", environment.value());
    headers.put("ce_test", uid);
    headers.putAll(more);
    return headers;
  }

  private void write(
      String topic, @Nullable String key, @Nullable String value, Map<String, String> headers) {
    ProducerRecord<byte[], byte[]> entry = new ProducerRecord<>(topic, bytes(key), bytes(value));
    headers.forEach(
        (name, text) -> entry.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    topics.write(entry);
  }

  private static ProducerRecord<byte[], byte[]> entry(
      String key, @Nullable String value, Map<String, String> headers) {
    ProducerRecord<byte[], byte[]> entry =
        new ProducerRecord<>(Topics.EVENTS.name(), bytes(key), bytes(value));
    headers.forEach(
        (name, text) -> entry.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return entry;
  }

  @SuppressWarnings("NullAway") // Kafka's keys and values may be null.
  private static byte[] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
