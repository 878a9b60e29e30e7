package io.hooklane.subscription.configlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey.Kind;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.ConfigurationTopic;
import io.hooklane.subscription.Impatient;
import io.hooklane.subscription.alert.SmtpServer;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@WithTestResource(SmtpServer.class)
@TestProfile(Impatient.class)
class OutboxIT {

  private static final String APPS = "/api/v1/app";

  @SuppressWarnings("NullAway.Init") // injected by the test resource
  private TestServers servers;

  @Inject Environments environments;
  @Inject OutboxRepository outbox;

  private EnvironmentId environment;
  private Api api;

  @BeforeEach
  void anEnvironmentOfItsOwn() {
    environment =
        environments
            .createIfAbsent(UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST)
            .id();
    api = Api.of(environment);
  }

  @Test
  void whileTheDatabaseIsAwayTheCallerIsToldToTryAgain() {
    servers.postgres().stop();
    Api.Answer refused = api.post(APPS, "{\"name\":\"nowhere to store\"}");
    servers.postgres().start();

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.field("code")).isEqualTo("unavailable");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.post(APPS, "{\"name\":\"stored\"}").status() == 201);
  }

  @Test
  void whileKafkaIsAwayAChangeIsStoredAndPublishedByItselfAfterwards() {
    String id = api.post(APPS, "{\"name\":\"before\",\"uid\":\"acme\"}").field("id");
    servers.kafka().stop();

    Api.Answer refused = api.patch(APPS + "/acme", "{\"name\":\"meanwhile\"}");
    Api.Answer stored = api.get(APPS + "/acme");
    servers.kafka().start();

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.field("code")).isEqualTo("unavailable");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(stored.field("name")).isEqualTo("meanwhile");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(lastName(id)).isEqualTo("meanwhile"));
    await().atMost(Duration.ofSeconds(20)).until(() -> waiting() == 0);
    assertThat(api.post(APPS, "{\"name\":\"after\"}").status()).isEqualTo(201);
  }

  @Test
  void whatADeadInstanceLeftIsPublishedUnasked() {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                outbox.append(
                    "application/app_left", "{\"name\":\"left behind\"}".getBytes(UTF_8)));

    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () ->
                assertThat(topic().raw("application/app_left"))
                    .containsExactly("{\"name\":\"left behind\"}"));
    await().atMost(Duration.ofSeconds(5)).until(() -> waiting() == 0);
  }

  @Test
  void changesOfOneThingAreInTheOrderOfTheirCommits() throws Exception {
    String id = api.post(APPS, "{\"name\":\"start\",\"uid\":\"acme\"}").field("id");
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<Api.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String patch = "{\"name\":\"n" + i + "\"}";
        answers.add(threads.submit(() -> api.patch(APPS + "/acme", patch)));
      }
      for (Future<Api.Answer> answer : answers) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    }

    assertThat(topic().entries(Kind.APPLICATION, id)).hasSize(101);
    assertThat(lastName(id)).isEqualTo(api.get(APPS + "/acme").field("name"));
  }

  @Test
  void anUndoneChangeIsNotPublished() {
    api.post(APPS, "{\"name\":\"a\",\"uid\":\"taken\"}");
    String id = api.post(APPS, "{\"name\":\"b\",\"uid\":\"mine\"}").field("id");

    Api.Answer refused = api.patch(APPS + "/mine", "{\"uid\":\"taken\"}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(topic().entries(Kind.APPLICATION, id)).hasSize(1);
    assertThat(waiting()).isZero();
  }

  private long waiting() {
    return QuarkusTransaction.requiringNew().call(() -> outbox.count());
  }

  private String lastName(String id) {
    return topic()
        .entries(Kind.APPLICATION, id)
        .getLast()
        .configuration()
        .map(it -> ((Configuration.Application) it).name())
        .orElseThrow();
  }

  private ConfigurationTopic topic() {
    return new ConfigurationTopic(servers.bootstrapServers());
  }
}
