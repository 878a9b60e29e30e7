package io.hooklane.subscription.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.health.EndpointVerdict.Verdict;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.MessagesTopic;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operational webhooks are told of endpoints, from the change to the topic. */
@QuarkusTest
@WithTestResource(TestServers.class)
@SuppressWarnings("NullAway.Init") // Fields are set before each test.
class EndpointEventsIT {

  private static final String OPERATIONAL = "/api/v1/operational-webhook/endpoint";
  private static final String ENDPOINTS = "/api/v1/app/acme/endpoint";
  private static final String URL = "{\"url\":\"https://example.com\"}";

  @Inject Environments environments;

  @Inject EndpointVerdicts verdicts;

  @Inject EndpointEvents events;

  @Inject EndpointRepository endpoints;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private EnvironmentId environment;
  private ApplicationId application;
  private Api api;
  private MessagesTopic topic;

  @BeforeEach
  void anApplication() {
    environment =
        environments
            .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
            .id();
    api = Api.of(environment);
    topic = new MessagesTopic(bootstrapServers, environment);
    application =
        new ApplicationId(
            api.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}").field("id"));
  }

  @Test
  void tellsOfAllThatBecomesOfAnEndpoint() {
    // Given
    api.post(OPERATIONAL, URL);

    // When
    String id =
        api.post(ENDPOINTS, "{\"url\":\"https://example.com\",\"uid\":\"one\"}").field("id");
    api.patch(ENDPOINTS + "/one", "{\"description\":\"seen\"}");
    api.put(ENDPOINTS + "/one/headers", "{\"headers\":{\"X-One\":\"1\"}}");
    api.post(ENDPOINTS + "/one/secret/rotate", "{}");
    api.patch(ENDPOINTS + "/one", "{\"disabled\":true}");
    api.patch(ENDPOINTS + "/one", "{\"disabled\":false}");
    api.delete(ENDPOINTS + "/one");

    // Then
    awaitTypes(
        "endpoint.created",
        "endpoint.updated",
        "endpoint.updated",
        "endpoint.updated",
        "endpoint.updated",
        "endpoint.disabled",
        "endpoint.updated",
        "endpoint.enabled",
        "endpoint.deleted");
    assertThat(topic.entries())
        .allSatisfy(
            entry -> {
              assertThat(entry.raw()).startsWith("{\"type\":\"" + entry.message().eventType());
              assertThat(entry.data().path("appId").asText()).isEqualTo(application.value());
              assertThat(entry.data().path("appUid").asText()).isEqualTo("acme");
              assertThat(entry.data().path("endpointId").asText()).isEqualTo(id);
              assertThat(entry.data().path("endpointUid").asText()).isEqualTo("one");
            });
    JsonNode disabled = topic.entries().get(5).data();
    assertThat(disabled.path("trigger").asText()).isEqualTo("manual");
    assertThat(disabled.has("failSince")).isFalse();
  }

  @Test
  void aChangeThatChangesNothingIsNotTold() {
    api.post(OPERATIONAL, URL);
    api.post(ENDPOINTS, "{\"url\":\"https://example.com\",\"uid\":\"one\"}");

    String same = "{\"url\":\"https://example.com\",\"headers\":{}}";
    api.put(ENDPOINTS + "/one", same);
    api.put(ENDPOINTS + "/one", "{\"url\":\"https://example.com\",\"headers\":{\"X-One\":\"1\"}}");
    api.delete("/api/v1/app/acme");

    awaitTypes("endpoint.created", "endpoint.updated", "endpoint.deleted");
  }

  @Test
  void tellsOnceOfAnEndpointThatHooklaneDisabled() {
    api.post(
        OPERATIONAL, "{\"url\":\"https://example.com\",\"filterTypes\":[\"endpoint.disabled\"]}");
    String id = api.post(ENDPOINTS, URL).field("id");
    Instant at = Instant.now().plusSeconds(1);
    EndpointVerdict verdict = verdict(id, application, at);

    verdicts.apply(verdict);
    verdicts.apply(verdict);

    awaitTypes("endpoint.disabled");
    JsonNode data = topic.entries().getFirst().data();
    assertThat(data.path("trigger").asText()).isEqualTo("automatic");
    assertThat(data.path("reason").asText()).isEqualTo("gone");
    assertThat(Instant.parse(data.path("failSince").asText()).toEpochMilli())
        .isEqualTo(at.toEpochMilli());
  }

  @Test
  void tellsSinceWhenAnEndpointFailed() {
    api.post(OPERATIONAL, URL);
    String id = api.post(ENDPOINTS, URL).field("id");
    Instant since = Instant.parse("2026-01-01T00:00:00Z");

    verdicts.apply(
        new EndpointVerdict(
            new EndpointId(id),
            application,
            environment,
            Verdict.FAILING,
            Instant.now().plusSeconds(1),
            "All 12 attempts failed",
            since));

    awaitTypes("endpoint.created", "endpoint.disabled");
    assertThat(topic.entries().getLast().data().path("failSince").asText())
        .isEqualTo(since.toString());
  }

  @Test
  void anEndpointThatListensIsNotToldOfItself() {
    String id = api.post(OPERATIONAL, URL).field("id");
    String other = api.post(OPERATIONAL, URL).field("id");
    api.put(OPERATIONAL + "/" + id, "{\"url\":\"https://example.com/2\"}");
    ApplicationId operational =
        QuarkusTransaction.requiringNew()
            .call(() -> endpoints.findById(id).toEndpoint().application());

    verdicts.apply(verdict(id, operational, Instant.now().plusSeconds(1)));
    api.delete(OPERATIONAL + "/" + id);

    api.post(ENDPOINTS, URL);
    awaitTypes("endpoint.created");
    assertThat(api.get(OPERATIONAL + "/" + other).status()).isEqualTo(200);
  }

  @Test
  void whereNobodyListensNothingIsSaid() {
    api.post(ENDPOINTS, URL);
    String id =
        api.post(
                OPERATIONAL,
                "{\"url\":\"https://example.com\",\"filterTypes\":[\"message.attempt.*\"]}")
            .field("id");
    api.post(ENDPOINTS, URL);
    api.put(OPERATIONAL + "/" + id, "{\"url\":\"https://example.com\",\"disabled\":true}");
    api.post(ENDPOINTS, URL);
    api.put(OPERATIONAL + "/" + id, URL);

    api.delete("/api/v1/app/acme");

    awaitTypes("endpoint.deleted", "endpoint.deleted", "endpoint.deleted");
  }

  @Test
  void whatIsUndoneIsNotTold() {
    api.post(OPERATIONAL, URL);
    String id = api.post(ENDPOINTS, URL).field("id");

    QuarkusTransaction.begin();
    events.updated(endpoints.findById(id).toEndpoint());
    QuarkusTransaction.rollback();
    api.delete(ENDPOINTS + "/" + id);

    awaitTypes("endpoint.created", "endpoint.deleted");
  }

  private void awaitTypes(String... types) {
    await().untilAsserted(() -> assertThat(topic.types()).isEqualTo(List.of(types)));
  }

  private EndpointVerdict verdict(String endpoint, ApplicationId owner, Instant at) {
    return new EndpointVerdict(
        new EndpointId(endpoint), owner, environment, Verdict.GONE, at, "It answered 410 Gone");
  }
}
