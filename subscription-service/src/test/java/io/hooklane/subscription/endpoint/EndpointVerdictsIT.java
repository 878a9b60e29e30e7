package io.hooklane.subscription.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey.Kind;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.health.EndpointVerdict.Verdict;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.ConfigurationTopic;
import io.hooklane.subscription.environment.Environments;
import io.hooklane.topics.RecordHeaders;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other services find out about endpoints, from the topic to the API. */
@QuarkusTest
@WithTestResource(TestServers.class)
@SuppressWarnings("NullAway.Init") // Fields are set before each test.
class EndpointVerdictsIT {

  private static final String ENDPOINTS = "/api/v1/app/acme/endpoint";

  @Inject Environments environments;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private KafkaProducer<byte[], byte[]> producer;
  private EnvironmentId environment;
  private ApplicationId application;
  private Api api;

  @BeforeEach
  void anApplication() {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    environment =
        environments
            .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
            .id();
    api = Api.of(environment);
    application =
        new ApplicationId(
            api.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}").field("id"));
  }

  @AfterEach
  void close() {
    producer.close();
  }

  @Test
  void anEndpointThatIsGoneIsDisabledWithTheReason() {
    String id = anEndpoint();
    Instant at = afterChangesOf(id);

    publish(verdict(id, Verdict.GONE, at));

    JsonNode shown = awaitDisabled(id);
    assertThat(shown.path("state").asText()).isEqualTo("disabled");
    assertThat(shown.path("disabledReason").path("verdict").asText()).isEqualTo("gone");
    assertThat(shown.path("disabledReason").path("detail").asText()).isEqualTo("why");
    assertThat(Instant.parse(shown.path("disabledReason").path("at").asText())).isEqualTo(at);
    assertThat(configuration(id).disabled()).isTrue();
    JsonNode entry = api.get("/api/v1/audit-log?thing=" + id).body().path("data").path(0);
    assertThat(entry.path("caller").asText()).isEqualTo("system");
    assertThat(entry.path("before").path("disabled").asBoolean()).isFalse();
    assertThat(entry.path("after").path("disabledReason").path("verdict").asText())
        .isEqualTo("gone");
  }

  @Test
  void enablingItClearsTheReasonAndTheSameVerdictAgainChangesNothing() {
    String id = anEndpoint();
    EndpointVerdict verdict = verdict(id, Verdict.REFUSED, afterChangesOf(id));
    publish(verdict);
    awaitDisabled(id);
    api.patch(ENDPOINTS + "/" + id, "{\"description\":\"seen\"}");
    boolean kept = shown(id).has("disabledReason");

    api.patch(ENDPOINTS + "/" + id, "{\"disabled\":false}");
    publish(verdict);
    awaitAllTaken();

    assertThat(kept).isTrue();
    assertThat(shown(id).path("disabled").asBoolean()).isFalse();
    assertThat(shown(id).has("disabledReason")).isFalse();
  }

  @Test
  void whatACallerDisabledHasNoReason() {
    String id = anEndpoint();
    api.patch(ENDPOINTS + "/" + id, "{\"disabled\":true}");

    publish(verdict(id, Verdict.STUCK, afterChangesOf(id)));
    awaitAllTaken();

    assertThat(shown(id).path("disabled").asBoolean()).isTrue();
    assertThat(shown(id).has("disabledReason")).isFalse();
  }

  @Test
  void aVerdictOnWhatWasChangedSinceIsTooLate() {
    String id = anEndpoint();
    Instant before = Instant.parse(shown(id).path("updatedAt").asText()).minusMillis(1);

    publish(verdict(id, Verdict.FAILING, before));
    awaitAllTaken();

    assertThat(shown(id).path("disabled").asBoolean()).isFalse();
  }

  @Test
  void whatCannotBeReadOrIsGoneHoldsUpNothing() {
    String id = anEndpoint();
    producer.send(new ProducerRecord<>(Topics.ENDPOINT_HEALTH.name(), 0, key(id), null));
    publish(verdict("ep_" + "0".repeat(27), Verdict.GONE, Instant.now()));

    publish(verdict(id, Verdict.GONE, afterChangesOf(id)));

    awaitDisabled(id);
  }

  private String anEndpoint() {
    return api.post(ENDPOINTS, "{\"url\":\"https://example.com\"}").field("id");
  }

  private JsonNode shown(String id) {
    return api.get(ENDPOINTS + "/" + id).body();
  }

  private Instant afterChangesOf(String id) {
    return Instant.parse(shown(id).path("updatedAt").asText()).plusMillis(1);
  }

  private JsonNode awaitDisabled(String id) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> shown(id), it -> it.path("disabled").asBoolean());
  }

  /** A verdict behind all others, on the one partition that they are written to. */
  private void awaitAllTaken() {
    String last = anEndpoint();
    publish(verdict(last, Verdict.GONE, afterChangesOf(last)));
    awaitDisabled(last);
  }

  private EndpointVerdict verdict(String endpoint, Verdict verdict, Instant at) {
    return new EndpointVerdict(
        new EndpointId(endpoint), application, environment, verdict, at, "why");
  }

  private void publish(EndpointVerdict verdict) {
    ProducerRecord<byte[], byte[]> entry =
        new ProducerRecord<>(
            Topics.ENDPOINT_HEALTH.name(), 0, key(verdict.endpoint().value()), new byte[0]);
    verdict.writeTo(RecordHeaders.sink(entry.headers()));
    producer.send(entry);
    producer.flush();
  }

  private static byte[] key(String endpoint) {
    return endpoint.getBytes(StandardCharsets.UTF_8);
  }

  private Configuration.Endpoint configuration(String id) {
    return (Configuration.Endpoint)
        new ConfigurationTopic(bootstrapServers)
            .entries(Kind.ENDPOINT, id)
            .getLast()
            .configuration()
            .orElseThrow();
  }
}
