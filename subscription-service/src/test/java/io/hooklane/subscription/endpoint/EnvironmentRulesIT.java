package io.hooklane.subscription.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey.Kind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.ConfigurationTopic;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an environment's settings ask of its endpoints. */
@QuarkusTest
@WithTestResource(TestServers.class)
@SuppressWarnings("NullAway.Init") // Fields are set before each test.
class EnvironmentRulesIT {

  private static final String ENDPOINTS = "/api/v1/app/acme/endpoint";

  @Inject Environments environments;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private EnvironmentId environment;
  private Api api;

  @BeforeEach
  void anApplicationInAnEnvironmentOfItsOwn() {
    environment =
        environments
            .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
            .id();
    api = Api.of(environment);
    api.post("/api/v1/app", "{\"name\":\"Acme\",\"uid\":\"acme\"}");
  }

  @Test
  void whereHttpsIsAskedForAnHttpUrlIsRefusedByName() {
    api.post(ENDPOINTS, anEndpoint("before", "http://example.com/before"));
    set("\"httpsOnly\":true");

    assertThat(api.post(ENDPOINTS, anEndpoint("new", "http://example.com")).place())
        .isEqualTo("body.url");
    assertThat(api.put(ENDPOINTS + "/before", anEndpoint("before", "HTTP://example.com")).place())
        .isEqualTo("body.url");
    assertThat(api.patch(ENDPOINTS + "/before", "{\"url\":\"http://example.com\"}").place())
        .isEqualTo("body.url");
    assertThat(api.patch(ENDPOINTS + "/before", "{\"description\":\"d\"}").status()).isEqualTo(200);
    assertThat(api.post(ENDPOINTS, anEndpoint("new", "https://example.com")).status())
        .isEqualTo(201);
  }

  @Test
  void twoEndpointsOnOneUrlAreAllowedUnlessRefused() {
    assertThat(api.post(ENDPOINTS, anEndpoint("a", "https://example.com")).status()).isEqualTo(201);
    assertThat(api.post(ENDPOINTS, anEndpoint("b", "https://example.com")).status()).isEqualTo(201);
  }

  @Test
  void aUrlIsThereOnceWhereRepeatsAreRefused() {
    set("\"refuseDuplicateUrls\":true");
    api.post(ENDPOINTS, anEndpoint("a", "https://example.com/a"));
    api.post(ENDPOINTS, anEndpoint("b", "https://example.com/b"));
    api.post("/api/v1/app", "{\"name\":\"Other\",\"uid\":\"other\"}");

    Api.Answer again = api.post(ENDPOINTS, anEndpoint("c", "https://example.com/a"));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.field("code")).isEqualTo("duplicate_url");
    assertThat(api.put(ENDPOINTS + "/c", anEndpoint("c", "https://example.com/a")).status())
        .isEqualTo(409);
    assertThat(api.patch(ENDPOINTS + "/b", "{\"url\":\"https://example.com/a\"}").status())
        .isEqualTo(409);
    assertThat(api.put(ENDPOINTS + "/a", anEndpoint("a", "https://example.com/a")).status())
        .isEqualTo(200);
    assertThat(
            api.post("/api/v1/app/other/endpoint", anEndpoint("a", "https://example.com/a"))
                .status())
        .isEqualTo(201);
  }

  @Test
  void ofManyAtOnceOneGetsTheUrl() {
    set("\"refuseDuplicateUrls\":true");

    List<Integer> statuses;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Integer>> calls =
          IntStream.range(0, 12)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> api.post(ENDPOINTS, anEndpoint("e" + i, "https://example.com")),
                          callers))
              .map(call -> call.thenApply(Api.Answer::status))
              .toList();
      statuses = calls.stream().map(CompletableFuture::join).toList();
    }

    assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
    assertThat(statuses).filteredOn(status -> status == 409).hasSize(11);
  }

  @Test
  void aNewEndpointIsPendingWhileItCoolsOff() {
    set("\"coolOff\":\"PT1H\"");

    Api.Answer created = api.post(ENDPOINTS, anEndpoint("a", "https://example.com"));

    assertThat(created.field("state")).isEqualTo("pending");
    Instant createdAt = Instant.parse(created.field("createdAt"));
    assertThat(Instant.parse(created.field("activeAt")))
        .isEqualTo(createdAt.plus(Duration.ofHours(1)));
    assertThat(api.get(ENDPOINTS + "/a").body()).isEqualTo(created.body());
    assertThat(configuration(created.field("id")).activeFrom())
        .isEqualTo(createdAt.plus(Duration.ofHours(1)));
  }

  @Test
  void withoutCoolingOffItIsActiveAtOnceUnlessDisabled() {
    Api.Answer created = api.post(ENDPOINTS, anEndpoint("a", "https://example.com"));

    assertThat(created.field("state")).isEqualTo("active");
    assertThat(created.body().has("activeAt")).isFalse();
    assertThat(api.patch(ENDPOINTS + "/a", "{\"disabled\":true}").field("state"))
        .isEqualTo("disabled");
  }

  private void set(String settings) {
    assertThat(
            Api.ofOperator()
                .patch("/api/v1/environment/" + environment, "{\"settings\":{" + settings + "}}")
                .status())
        .isEqualTo(200);
  }

  private static String anEndpoint(String uid, String url) {
    return "{\"uid\":\"" + uid + "\",\"url\":\"" + url + "\"}";
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
