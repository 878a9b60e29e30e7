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
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A request goes to its service as it came, without what a caller may not say, and so does the
 * answer.
 */
@QuarkusTest
@WithTestResource(TestServers.class)
@WithTestResource(FakeServices.class)
class ForwardingIT {

  private static final int TWO_MEGABYTES = 2 * 1024 * 1024;

  private final KnownCaller caller = new KnownCaller();

  @SuppressWarnings("NullAway.Init")
  TestServers servers;

  @SuppressWarnings("NullAway.Init")
  FakeServices services;

  @BeforeEach
  void makeTheCallerKnown() {
    services.reset();
    caller.becomeKnown(servers);
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
    caller.known().request(method, path).then().statusCode(200).body("service", equalTo(service));
  }

  @Test
  void passesPathQueryAndBodyOnByteForByte() {
    // Given
    byte[] body = new byte[TWO_MEGABYTES];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i * 31);
    }
    // When
    caller
        .known()
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
    caller
        .known()
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
  void givesNoKeyToAServiceThatNeedsNone() {
    given().get("/api/v1/health").then().statusCode(200);
    caller.known().get("/api/v1/health/ping/").then().statusCode(200);
    assertThat(services.subscription.seen())
        .hasSize(2)
        .allSatisfy(seen -> assertThat(seen.headers().contains("authorization")).isFalse());
  }

  @Test
  void forwardsAQuestionForHeadersAlone() {
    // When
    given().head("/api/v1/health/ping").then().statusCode(200);
    // Then
    assertThat(services.subscription.seen().element().method()).isEqualTo("HEAD");
  }

  @Test
  void answersHeadLikeGetWithoutABody() throws IOException {
    try (RawConnection raw = new RawConnection(RestAssured.port)) {
      raw.write("HEAD /docs HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(raw.read()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    }
  }

  @Test
  void waitsForNothingWhenACallerAsksFirst() throws IOException {
    try (RawConnection raw = new RawConnection(RestAssured.port)) {
      raw.write(caller.post() + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(raw.read()).startsWith("HTTP/1.1 100");
      raw.write("{}");
      assertThat(raw.read()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void keepsTheInsideToItselfAndTellsBrowsersToBeStrict() {
    caller
        .known()
        .get("/api/v1/app")
        .then()
        .header("server", nullValue())
        .header("x-service", "subscription")
        .header("x-content-type-options", "nosniff")
        .header("cache-control", "no-store")
        .header("content-security-policy", containsString("default-src 'none'"));
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
    caller
        .known()
        .header("Origin", "https://pages.example")
        .get("/api/v1/app")
        .then()
        .statusCode(200)
        .header("access-control-allow-origin", "https://pages.example");
    caller
        .known()
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
}
