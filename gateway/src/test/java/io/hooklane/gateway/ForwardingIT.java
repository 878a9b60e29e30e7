package io.hooklane.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestServers.class)
@WithTestResource(FakeServices.class)
class ForwardingIT {

  private static final int TWO_MEGABYTES = 2 * 1024 * 1024;
  private static final String CHUNKS_FOLLOW = "Transfer-Encoding: chunked\r\n\r\n";

  private final String key = "sk_" + UUID.randomUUID();

  @SuppressWarnings("NullAway.Init")
  TestServers servers;

  @SuppressWarnings("NullAway.Init")
  FakeServices services;

  @BeforeEach
  void makeAKey() {
    services.reset();
    try (Keys keys = new Keys(servers.bootstrapServers())) {
      keys.aKey(key, keys.anEnvironment(), null);
    }
    known().get("/api/v1/app").then().statusCode(200);
    services.reset();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/app/a/msg,           ingest",
    "GET,  /api/v1/app/a/msg,           delivery-log",
    "GET,  /api/v1/app/a/msg/m,         delivery-log",
    "GET,  /api/v1/app/a/attempt/msg/m, delivery-log",
    "GET,  /api/v1/app/a,               subscription",
    "PUT,  /api/v1/event-type/a.b,      subscription",
  })
  void takesARequestToItsService(String method, String path, String service) {
    known().request(method, path).then().statusCode(200).body("service", equalTo(service));
  }

  @Test
  void passesPathQueryAndBodyOnByteForByte() {
    // Given
    byte[] body = new byte[TWO_MEGABYTES];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i * 31);
    }
    // When
    known()
        .urlEncodingEnabled(false)
        .contentType("application/octet-stream")
        .body(body)
        .post("/api/v1/app/a%20b/msg/?with_content=false&x=%2F")
        .then()
        .statusCode(200);
    // Then
    FakeService.Seen seen = services.ingest.seen().element();
    assertThat(seen.uri()).isEqualTo("/api/v1/app/a%20b/msg?with_content=false&x=%2F");
    assertThat(seen.body().getBytes()).isEqualTo(body);
  }

  @Test
  void passesOnWhatServicesKnowAndNothingElseThatACallerSends() {
    // When
    known()
        .header("Idempotency-Key", "once")
        .header("X-Forwarded-For", "10.0.0.1")
        .header("X-Forwarded-Host", "evil")
        .header("Forwarded", "for=evil")
        .header("Hooklane-Identity", "evil")
        .header("Cookie", "evil")
        .header("Proxy-Authorization", "evil")
        .header("Connection", "close, idempotency-key")
        .get("/api/v1/app")
        .then()
        .statusCode(200);
    // Then
    assertThat(services.subscription.seen().element().headers().names())
        .extracting(String::toLowerCase)
        .containsOnly(
            "host", "accept", "accept-encoding", "authorization", "idempotency-key", "user-agent");
  }

  @Test
  void forwardsAQuestionForHeadersAlone() {
    // When
    given().head("/api/v1/health/ping").then().statusCode(200);
    // Then
    assertThat(services.subscription.seen().element().method()).isEqualTo("HEAD");
  }

  @Test
  void keepsTheInsideToItselfAndTellsBrowsersToBeStrict() {
    known()
        .get("/api/v1/app")
        .then()
        .header("server", nullValue())
        .header("x-service", "subscription")
        .header("x-content-type-options", "nosniff")
        .header("cache-control", "no-store")
        .header("content-security-policy", containsString("default-src 'none'"));
  }

  @Test
  void givesNoKeyToAServiceThatNeedsNone() {
    given().get("/api/v1/health").then().statusCode(200);
    known().get("/api/v1/health/ping/").then().statusCode(200);
    assertThat(services.subscription.seen())
        .hasSize(2)
        .allSatisfy(seen -> assertThat(seen.headers().contains("authorization")).isFalse());
  }

  @Test
  void deniesByDefault() {
    for (String path : new String[] {"/api/v1/nothing", "/q/health", "/q/openapi", "/x"}) {
      given().get(path).then().statusCode(401).body("code", equalTo("authentication_failed"));
      known()
          .get(path)
          .then()
          .statusCode(404)
          .contentType("application/json")
          .body("code", equalTo("not_found"))
          .body("detail", equalTo("Entity not found"));
    }
    known()
        .put("/api/v1/app/a/msg")
        .then()
        .statusCode(405)
        .header("allow", "GET, POST")
        .body("code", equalTo("method_not_allowed"));
    given().put("/api/v1/app/a/msg").then().statusCode(401);
    nothingReachedAService();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/app;x",
        "/api/v1;x/app",
        "/api/v1/app%3Bx",
        "/api/v1%2Fapp",
        "/api%2fv1/app",
        "/api/v1%5Capp",
        "/api\\v1\\app",
        "//api/v1/app",
        "/api//v1/app",
        "/api/v1/health//",
        "/api/v1/health/../app",
        "/api/v1/health/%2e%2e/app",
        "/./api/v1/app",
        "/docs/../api/v1/app",
        "/docs/..%2fapi/v1/app",
        "/api/v1/app%00",
        "/api/v1/health%2f..%2fapp",
        "/%61pi/v1/app;",
        "/api/v1/health;/../app",
        "http://other/api/v1/app",
        "/api/v1/app\u00e9",
        "/q/health/ready"
      })
  void pathTricksEndAtTheFrontDoor(String target) throws IOException {
    // When, then: without a key nobody learns anything
    try (RawConnection raw = new RawConnection(RestAssured.port)) {
      raw.write("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(raw.read()).startsWith("HTTP/1.1 4").containsPattern("HTTP/1.1 40[01]");
    }
    // When, then: with one there is nothing there
    try (RawConnection raw = new RawConnection(RestAssured.port)) {
      raw.write("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
      raw.write("Authorization: Bearer " + key + "\r\n\r\n");
      assertThat(raw.read()).containsPattern("^HTTP/1.1 40[04]");
    }
    nothingReachedAService();
  }

  @Test
  void aRequestInsideARequestIsNoRequest() throws IOException {
    // Given
    String inner = "GET /api/v1/app/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
    String start = "POST /api/v1/app/a/msg HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key;
    // When: both framings, a repeated length, encodings that only some understand
    for (String framing :
        new String[] {
          "Content-Length: 5\r\nTransfer-Encoding: chunked",
          "Transfer-Encoding: chunked\r\nContent-Length: 5",
          "Content-Length: 3\r\nContent-Length: 5",
          "Content-Length: +5",
          "Transfer-Encoding: xchunked",
          "Transfer-Encoding: chunked, identity",
          "Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
          "Transfer-Encoding : chunked",
          "Transfer-Encoding:\u000bchunked",
        }) {
      try (RawConnection raw = new RawConnection(RestAssured.port)) {
        raw.write(start + "\r\n" + framing + "\r\n\r\n0\r\n\r\n" + inner);
        raw.read();
      }
    }
    // Then
    assertThat(services.subscription.seen()).isEmpty();
    assertThat(services.deliveryLog.seen()).isEmpty();
    assertThat(services.ingest.seen())
        .allSatisfy(seen -> assertThat(seen.body().length()).isZero());
  }

  @Test
  void refusesABodyOverTheLimitThatIsAnnounced() {
    known()
        .body(new byte[TWO_MEGABYTES + 1])
        .post("/api/v1/app/a/msg")
        .then()
        .statusCode(413)
        .contentType("application/json")
        .body("code", equalTo("payload_too_large"));
    nothingReachedAService();
  }

  @Test
  void countsABodyThatIsNotAnnounced() throws IOException {
    assertThat(postInChunks(TWO_MEGABYTES / 1024)).startsWith("HTTP/1.1 200");
    assertThat(services.ingest.seen().element().body().length()).isEqualTo(TWO_MEGABYTES);
    services.reset();
    assertThat(postInChunks(TWO_MEGABYTES / 1024 + 1))
        .startsWith("HTTP/1.1 413")
        .contains("payload_too_large");
    nothingReachedAService();
  }

  @Test
  void waitsForNothingWhenACallerAsksFirst() throws IOException {
    try (RawConnection raw = new RawConnection(RestAssured.port)) {
      raw.write(post() + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(raw.read()).startsWith("HTTP/1.1 100");
      raw.write("{}");
      assertThat(raw.read()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void saysSoWhenAServiceIsAwayAndGoesOnWhenItIsBack() {
    // When
    services.deliveryLog.stop();
    // Then
    known()
        .get("/api/v1/app/a/msg")
        .then()
        .statusCode(503)
        .header("retry-after", "1")
        .body("code", equalTo("unavailable"));
    known().get("/api/v1/app").then().statusCode(200);
    // When
    services.deliveryLog.start();
    // Then
    known().get("/api/v1/app/a/msg").then().statusCode(200);
  }

  @Test
  void aServiceThatDoesNotBelieveTheGatewayIsNotTheCallersFault() {
    // Given
    services.subscription.behaves(
        request -> request.response().setStatusCode(401).putHeader("x-inside", "x").end("inside"));
    // When, then
    known()
        .get("/api/v1/app")
        .then()
        .statusCode(503)
        .header("x-inside", nullValue())
        .body("code", equalTo("unavailable"));
  }

  @Test
  void aServiceThatHangsIsGivenUpOn() {
    // Given
    services.subscription.behaves(request -> {});
    // When
    Instant begin = Instant.now();
    known().get("/api/v1/app").then().statusCode(504).body("code", equalTo("timeout"));
    // Then
    assertThat(Duration.between(begin, Instant.now()))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
  }

  @Test
  void repeatsARequestWithoutEffectWhoseConnectionWasLost() {
    // Given
    AtomicInteger tries = new AtomicInteger();
    services.subscription.behaves(
        request -> {
          if (tries.incrementAndGet() == 1) {
            request.connection().close();
          } else {
            request.response().end("{}");
          }
        });
    // When, then
    known().get("/api/v1/app").then().statusCode(200);
    assertThat(tries).hasValue(2);
  }

  @Test
  void repeatsNoRequestThatMayHaveHadItsEffect() {
    // Given
    AtomicInteger tries = new AtomicInteger();
    services.ingest.behaves(
        request -> {
          tries.incrementAndGet();
          request.connection().close();
        });
    // When, then
    known().body("{}").post("/api/v1/app/a/msg").then().statusCode(503);
    assertThat(tries).hasValue(1);
  }

  @Test
  void aCallerWhoLeavesEndsTheRequestInside() throws IOException {
    // Given
    AtomicInteger arrived = new AtomicInteger();
    services.subscription.behaves(request -> arrived.incrementAndGet());
    // When
    try (RawConnection raw = new RawConnection(RestAssured.port)) {
      raw.write("GET /api/v1/app HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key + "\r\n\r\n");
      Awaitility.await().untilAtomic(arrived, equalTo(1));
    }
    // Then
    Awaitility.await()
        .atMost(Duration.ofMillis(1_500))
        .untilAsserted(() -> assertThat(services.subscription.left()).isPositive());
  }

  @Test
  void headersHaveABound() throws IOException {
    try (RawConnection raw = new RawConnection(RestAssured.port)) {
      raw.write("GET /api/v1/app HTTP/1.1\r\nHost: a\r\nA: " + "a".repeat(30_000) + "\r\n\r\n");
      assertThat(raw.read()).startsWith("HTTP/1.1 431");
    }
    nothingReachedAService();
  }

  @Test
  void answersHeadLikeGetWithoutABody() throws IOException {
    try (RawConnection raw = new RawConnection(RestAssured.port)) {
      raw.write("HEAD /docs HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(raw.read()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    }
  }

  @Test
  void permitsPagesOfTheConfiguredOriginsAlone() {
    given()
        .header("Origin", "https://pages.example")
        .header("Access-Control-Request-Method", "POST")
        .options("/api/v1/app")
        .then()
        .statusCode(204)
        .header("access-control-allow-origin", "https://pages.example")
        .header("access-control-allow-headers", containsString("authorization"));
    known()
        .header("Origin", "https://pages.example")
        .get("/api/v1/app")
        .then()
        .statusCode(200)
        .header("access-control-allow-origin", "https://pages.example");
    known()
        .header("Origin", "https://other.example")
        .get("/api/v1/app")
        .then()
        .statusCode(200)
        .header("access-control-allow-origin", nullValue());
    given()
        .header("Origin", "https://other.example")
        .header("Access-Control-Request-Method", "POST")
        .options("/api/v1/app")
        .then()
        .statusCode(anyOf(equalTo(401), equalTo(403)))
        .header("access-control-allow-origin", nullValue());
  }

  private String postInChunks(int chunksOf1024) throws IOException {
    try (RawConnection raw = new RawConnection(RestAssured.port)) {
      raw.write(post() + CHUNKS_FOLLOW);
      String chunk = "400\r\n" + "x".repeat(1024) + "\r\n";
      for (int i = 0; i < chunksOf1024; i++) {
        raw.write(chunk);
      }
      return raw.write("0\r\n\r\n").read();
    }
  }

  private String post() {
    return "POST /api/v1/app/a/msg HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key + "\r\n";
  }

  private void nothingReachedAService() {
    assertThat(services.all()).allSatisfy(service -> assertThat(service.seen()).isEmpty());
  }

  private RequestSpecification known() {
    return given().header("Authorization", "Bearer " + key);
  }
}
