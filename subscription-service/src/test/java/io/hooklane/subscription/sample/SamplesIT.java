package io.hooklane.subscription.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.management.Permission;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.Tokens;
import io.hooklane.subscription.environment.Environments;
import io.hooklane.topics.RecordHeaders;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
class SamplesIT {

  private static final String ENDPOINT = "/api/v1/app/acme/endpoint/main";
  private static final String TYPES = "/api/v1/event-type/";

  @Inject Environments environments;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private EnvironmentId environment;
  private Api api;

  @BeforeEach
  void anEndpointThatAsksForLittle() {
    environment =
        environments
            .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
            .id();
    api = Api.of(environment);
    api.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}");
    api.put(
        TYPES + "order.paid",
        """
        {"description":"d","schemas":{"1":{"required":["total"],"properties":{"total":{"minimum":7}}},
         "2":{"required":["sum"],"properties":{"sum":{"const":2}}}}}
        """);
    api.put(TYPES + "order.open", "{\"description\":\"d\",\"examples\":{\"1\":{\"a\": 1}}}");
    api.put(TYPES + "item.gone", "{\"description\":\"d\"}");
    api.put(
        ENDPOINT,
        """
        {"url":"https://example.com/hook","filterTypes":["item.gone"],"channels":["client_A"]}
        """);
    api.put("/api/v1/app/acme/endpoint/all", "{\"url\":\"https://example.com/hook\"}");
  }

  @Test
  void aSampleGoesToItsEndpointAloneWhateverThatAsksFor() {
    Api.Answer answer = api.post(ENDPOINT + "/send-example", "{\"eventType\":\"order.paid\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("payload").toString()).isEqualTo("{\"sum\":2}");
    assertThat(answer.body().path("test").booleanValue()).isTrue();
    ConsumerRecord<byte[], byte[]> entry = record(Topics.MESSAGES.name(), answer.field("id"));
    Message message = Message.readFrom(RecordHeaders.source(entry.headers()));
    assertThat(message.test()).isTrue();
    assertThat(new String(entry.value(), StandardCharsets.UTF_8)).isEqualTo("{\"sum\":2}");
    assertThat(new String(entry.key(), StandardCharsets.UTF_8)).isEqualTo(message.key());
    assertThat(message.acceptedAt().toString()).isEqualTo(answer.field("timestamp"));
    ConsumerRecord<byte[], byte[]> delivery = record(Topics.DELIVERIES.name(), answer.field("id"));
    assertThat(Delivery.readFrom(RecordHeaders.source(delivery.headers())).endpoint())
        .isEqualTo(message.onlyEndpoint());
  }

  @Test
  void theVersionAndTheExampleCanBeChosen() {
    api.put(
        TYPES + "order.seen",
        "{\"description\":\"\",\"schemas\":{\"1\":{\"examples\":[{\"n\":0},{\"n\":1}]}}}");

    assertThat(
            api.post(ENDPOINT + "/send-example", "{\"eventType\":\"order.paid\",\"version\":\"1\"}")
                .body()
                .path("payload")
                .toString())
        .isEqualTo("{\"total\":7}");
    assertThat(
            api.post(
                    ENDPOINT + "/send-example", "{\"eventType\":\"order.seen\",\"exampleIndex\":1}")
                .body()
                .path("payload")
                .toString())
        .isEqualTo("{\"n\":1}");
  }

  @Test
  void saysWhatStandsInTheWay() {
    api.put(
        TYPES + "order.impossible",
        "{\"description\":\"\",\"schemas\":{\"1\":{\"type\":\"null\"}}}");
    api.delete(TYPES + "order.open");

    assertThat(api.post(ENDPOINT + "/send-example", "{\"eventType\":\"no.such\"}").place())
        .isEqualTo("body.eventType");
    assertThat(api.post(ENDPOINT + "/send-example", "{\"eventType\":\"order.open\"}").place())
        .isEqualTo("body.eventType");
    assertThat(api.post(ENDPOINT + "/send-example", "{\"eventType\":\"order.impossible\"}").place())
        .isEqualTo("body.eventType");
    assertThat(
            api.post(ENDPOINT + "/send-example", "{\"eventType\":\"order.paid\",\"version\":\"9\"}")
                .place())
        .isEqualTo("body.version");
    assertThat(api.post(ENDPOINT + "/send-example", "{}").place()).isEqualTo("body.eventType");
    assertThat(api.post(ENDPOINT + "x/send-example", "{\"eventType\":\"order.paid\"}").status())
        .isEqualTo(404);
    api.patch(ENDPOINT, "{\"disabled\":true}");
    assertThat(api.post(ENDPOINT + "/send-example", "{\"eventType\":\"order.paid\"}").place())
        .isEqualTo("path.endpoint_id");
    assertThat(api.post(ENDPOINT + "/send-examples", "{}").place()).isEqualTo("path.endpoint_id");
  }

  @Test
  void aPortalCannotSendWhatItDoesNotSee() {
    api.put(TYPES + "beta.x", "{\"description\":\"\",\"featureFlag\":\"beta\"}");
    Set<String> permissions = Set.of(Permission.ATTEMPT_CREATE);

    Api blind = Api.with(Tokens.ofPortal(environment, permissions, Set.of()));
    Api seeing = Api.with(Tokens.ofPortal(environment, permissions, Set.of("beta")));

    assertThat(blind.post(ENDPOINT + "/send-example", "{\"eventType\":\"beta.x\"}").status())
        .isEqualTo(422);
    assertThat(seeing.post(ENDPOINT + "/send-example", "{\"eventType\":\"beta.x\"}").status())
        .isEqualTo(200);
  }

  @Test
  void oneSampleOfEachTypeThatIsAskedFor() {
    api.patch(ENDPOINT, "{\"filterTypes\":[\"order.*\"]}");
    api.put(
        TYPES + "order.impossible",
        "{\"description\":\"\",\"schemas\":{\"1\":{\"type\":\"null\"}}}");

    Api.Answer group = api.post(ENDPOINT + "/send-examples", "");
    Api.Answer all = api.post("/api/v1/app/acme/endpoint/all/send-examples", "{}");
    Api.Answer named = api.post(ENDPOINT + "/send-examples", "{\"eventTypes\":[\"item.gone\"]}");

    assertThat(group.status()).isEqualTo(202);
    assertThat(types(group)).containsExactly("order.open", "order.paid");
    assertThat(group.body().path("skipped").path(0).path("eventType").asText())
        .isEqualTo("order.impossible");
    assertThat(group.body().path("done").booleanValue()).isTrue();
    assertThat(types(all)).containsExactly("item.gone", "order.open", "order.paid");
    assertThat(types(named)).containsExactly("item.gone");
    assertThat(api.post(ENDPOINT + "/send-examples", "{\"eventTypes\":[\"no\"]}").place())
        .isEqualTo("body.eventTypes");
  }

  private static List<String> types(Api.Answer answer) {
    List<String> types = new ArrayList<>();
    for (JsonNode message : answer.body().path("data")) {
      types.add(message.path("eventType").asText());
    }
    return types;
  }

  /** A record of this message on a topic, once it is there. */
  private ConsumerRecord<byte[], byte[]> record(String topic, String message) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(it -> new TopicPartition(topic, it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInSameThread()
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        entry -> {
                          if (messageOf(entry).equals(message)) {
                            found.add(entry);
                          }
                        });
                return !found.isEmpty();
              });
      return found.getFirst();
    }
  }

  private static String messageOf(ConsumerRecord<byte[], byte[]> entry) {
    return entry.topic().equals(Topics.MESSAGES.name())
        ? Message.readFrom(RecordHeaders.source(entry.headers())).id().value()
        : Delivery.readFrom(RecordHeaders.source(entry.headers())).message().value();
  }
}
