package io.hooklane.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  @Test
  void isOneMessageHoweverOftenAnIdempotencyKeyRepeatsAtOnce() {
    // Given
    String key = "key-" + uid;

    // When
    List<String> answers;
    try (ExecutorService callers = Executors.newFixedThreadPool(20)) {
      answers =
          IntStream.range(0, 100)
              .mapToObj(i -> callers.submit(() -> publish(key, "{\"n\":1}")))
              .toList()
              .stream()
              .map(PublishingIT::result)
              .toList();
    }

    // Then
    assertThat(answers).hasSize(100).containsOnly(answers.getFirst());
    assertThat(
            topics.await(
                Topics.MESSAGES.name(),
                1,
                entry -> application.value().equals(TestTopics.header(entry, "ce_hooklaneapp"))))
        .hasSize(1);
  }

  @Test
  void derivesTheIdFromAKeyThatAnSdkMadeUp() {
    String first = publish("auto_" + uid, "{}");
    String second = publish("auto_" + uid, "{}");

    assertThat(first.substring(0, 40)).isEqualTo(second.substring(0, 40));
  }

  @Test
  void refusesARepeatedEventIdUnlessTheCallIsTheSame() {
    // Given
    String body = "{\"eventType\":\"a\",\"eventId\":\"e-1\",\"payload\":{}}";
    String path = "/api/v1/app/{app}/msg";
    Response first = caller().header("Idempotency-Key", "auto_1").body(body).post(path, uid);
    first.then().statusCode(202).body("eventId", equalTo("e-1"));

    // When
    Response sameCall = caller().header("Idempotency-Key", "auto_1").body(body).post(path, uid);
    Response another = caller().header("Idempotency-Key", "auto_2").body(body).post(path, uid);
    Response withoutKey = caller().body(body).post(path, uid);

    // Then
    assertThat(sameCall.asString()).isEqualTo(first.asString());
    another.then().statusCode(409).body("code", equalTo("conflict"));
    withoutKey.then().statusCode(409).body("code", equalTo("conflict"));
  }

  @Test
  void takesPayloadsUpToTheLimit() {
    int limit = 1024 * 1024;

    publishOfLength(limit - 1).then().statusCode(202);
    Response atLimit = publishOfLength(limit);
    atLimit.then().statusCode(202);
    publishOfLength(limit + 1).then().statusCode(413).body("code", equalTo("payload_too_large"));

    assertThat(message(atLimit.path("id")).value()).hasSize(limit);
  }

  @Test
  void refusesABodyOverTheLimit() {
    caller()
        .body("{\"eventType\":\"a\",\"payload\":{}}" + " ".repeat(2 * 1024 * 1024))
        .post("/api/v1/app/{app}/msg", uid)
        .then()
        .statusCode(413)
        .body("code", equalTo("payload_too_large"));
  }

  @Test
  void findsAnApplicationThatWasConfiguredAMomentAgo() {
    for (int i = 0; i < 20; i++) {
      topics.application(environment, uid + i);

      caller()
          .body("{\"eventType\":\"a\",\"payload\":{}}")
          .post("/api/v1/app/{app}/msg", uid + i)
          .then()
          .statusCode(202);
    }
  }

  @Test
  void leavesThePayloadOutOfTheAnswerWhenAskedTo() {
    caller()
        .body("{\"eventType\":\"a\",\"payload\":{\"n\":1}}")
        .post("/api/v1/app/{app}/msg/?with_content=false", uid)
        .then()
        .statusCode(202)
        .body("payload", equalTo(Map.of()));
  }

  @Test
  void namesTheFieldThatIsWrong() {
    caller()
        .body("{\"eventType\":\"a\",\"payload\":[]}")
        .post("/api/v1/app/{app}/msg", uid)
        .then()
        .statusCode(422)
        .body("detail[0].loc", contains("body", "payload"));
  }

  private Response publishOfLength(int length) {
    String payload = "{\"x\":\"" + incompressible(length - 8) + "\"}";
    assertThat(payload).hasSize(length);
    return caller()
        .body("{\"eventType\":\"a\",\"payload\":" + payload + "}")
        .post("/api/v1/app/{app}/msg", uid);
  }

  private static String incompressible(int length) {
    return new Random(1)
        .ints(length, '0', 'z')
        .mapToObj(c -> c == '\\' ? "_" : Character.toString(c))
        .collect(Collectors.joining());
  }

  private String publish(String key, String payload) {
    Response answer =
        caller()
            .header("Idempotency-Key", key)
            .body("{\"eventType\":\"a\",\"payload\":" + payload + "}")
            .post("/api/v1/app/{app}/msg", uid);
    answer.then().statusCode(202);
    return answer.asString();
  }

  private static String result(Future<String> answer) {
    try {
      return answer.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
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
            .groups(Set.of("message:create"))
            .claim("env", environment.value())
            .expiresIn(Duration.ofMinutes(5))
            .sign();
    return given().contentType("application/json").auth().oauth2(token);
  }
}
