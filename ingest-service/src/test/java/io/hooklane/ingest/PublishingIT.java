package io.hooklane.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.topic.Topics;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
@SuppressWarnings("NullAway.Init") // TestServers sets its field before anything runs.
class PublishingIT {

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
  void putsThePayloadOnTheTopicByteForByte() {
    // Given
    String payload = "{ \"b\" : 1.0,\t\"a\": \"\\u00e9\\/é\",\n \"n\": 1E400 }";

    // When
    Response answer =
        caller()
            .body(
                "{\"eventType\":\"order.created\",\"channels\":[\"client_A\"],\"payload\":"
                    + payload
                    + "}")
            .post("/api/v1/app/{app}/msg", uid);

    // Then
    answer.then().statusCode(202).body("id", startsWith("msg_"));
    assertThat(answer.asString()).contains("\"payload\":" + payload + "}");
    ConsumerRecord<byte[], byte[]> message = message(answer.path("id"));
    assertThat(message.value()).isEqualTo(payload.getBytes(StandardCharsets.UTF_8));
    assertThat(message.key()).asString(StandardCharsets.UTF_8).isEqualTo(application.value());
    assertThat(TestTopics.header(message, "ce_type")).isEqualTo("order.created");
    assertThat(TestTopics.header(message, "ce_hooklanechannels")).isEqualTo("client_A");
    assertThat(TestTopics.header(message, "ce_hooklaneapp")).isEqualTo(application.value());
  }

  @Test
  void refusesAnUnknownApplication() {
    caller()
        .body("{\"eventType\":\"order.created\",\"payload\":{}}")
        .post("/api/v1/app/nobody/msg")
        .then()
        .statusCode(404)
        .body("code", equalTo("not_found"));
  }

  private ConsumerRecord<byte[], byte[]> message(String id) {
    return topics
        .await(Topics.MESSAGES.name(), 1, entry -> id.equals(TestTopics.header(entry, "ce_id")))
        .getFirst();
  }

  private RequestSpecification caller() {
    String token =
        Jwt.issuer("hooklane-gateway")
            .upn("key_of-a-test")
            .groups(Set.of("publish"))
            .claim("env", environment.value())
            .expiresIn(Duration.ofMinutes(5))
            .sign();
    return given().contentType("application/json").auth().oauth2(token);
  }
}
