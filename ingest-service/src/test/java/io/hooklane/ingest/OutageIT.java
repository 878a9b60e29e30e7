package io.hooklane.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What is accepted stays accepted when the broker dies, and flow resumes by itself. */
@QuarkusTest
@WithTestResource(TestServers.class)
@SuppressWarnings("NullAway.Init") // TestServers sets its field before anything runs.
class OutageIT {

  private static final int EVENTS = 500;

  private final String uid = "customer-" + UUID.randomUUID();
  private TestServers servers;

  @Test
  void losesNothingWhenTheBrokerIsKilled() {
    try (TestTopics topics = new TestTopics(servers.bootstrapServers())) {
      // Given
      EnvironmentId environment = topics.environment("env-" + uid).id();
      ApplicationId application = topics.application(environment, uid);
      for (int i = 0; i < EVENTS; i++) {
        topics.write(event(i, environment));
      }

      // When
      servers.kafka().kill();
      Response whileAway = publish(environment);
      servers.kafka().start();

      // Then
      assertThat(whileAway.statusCode()).isEqualTo(503);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(publish(environment).statusCode()).isEqualTo(202));
      Set<String> arrived = new HashSet<>();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                for (ConsumerRecord<byte[], byte[]> message :
                    topics.await(
                        Topics.MESSAGES.name(),
                        1,
                        entry ->
                            application
                                .value()
                                .equals(TestTopics.header(entry, "ce_hooklaneapp")))) {
                  arrived.add(String.valueOf(TestTopics.header(message, "ce_hooklaneeventid")));
                }
                assertThat(arrived).hasSizeGreaterThanOrEqualTo(EVENTS);
              });
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> topics.uncommitted("hooklane-ingest", Topics.EVENTS.name()) == 0);
    }
  }

  private ProducerRecord<byte[], byte[]> event(int number, EnvironmentId environment) {
    ProducerRecord<byte[], byte[]> event =
        new ProducerRecord<>(
            Topics.EVENTS.name(),
            Integer.toString(number).getBytes(StandardCharsets.UTF_8),
            "{}".getBytes(StandardCharsets.UTF_8));
    header(event, "ce_specversion", "1.0");
    header(event, "ce_type", "order.created");
    header(event, "ce_id", "event-" + number);
    header(event, "ce_hooklaneapp", uid);
    header(event, "ce_hooklaneenv", environment.value());
    return event;
  }

  private static void header(ProducerRecord<byte[], byte[]> event, String name, String value) {
    event.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private Response publish(EnvironmentId environment) {
    String token =
        Jwt.issuer("hooklane-gateway")
            .upn("key_of-a-test")
            .groups(Set.of("message:create"))
            .claim("env", environment.value())
            .expiresIn(Duration.ofMinutes(5))
            .sign();
    return given()
        .contentType("application/json")
        .auth()
        .oauth2(token)
        .body("{\"eventType\":\"a\",\"payload\":{}}")
        .post("/api/v1/app/{app}/msg", uid);
  }
}
