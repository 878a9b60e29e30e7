package io.hooklane.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no request of the API, or is too large, reaches no service. */
@QuarkusTest
@WithTestResource(TestServers.class)
@WithTestResource(FakeServices.class)
class RefusedRequestsIT {

  private static final int TWO_MEGABYTES = 2 * 1024 * 1024;
  private static final String CHUNKS_FOLLOW = "Transfer-Encoding: chunked\r\n\r\n";

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

  @Test
  void deniesByDefault() {
    for (String path : new String[] {"/api/v1/nothing", "/q/health", "/q/openapi", "/x"}) {
      given().get(path).then().statusCode(401).body("code", equalTo("authentication_failed"));
      caller
          .known()
          .get(path)
          .then()
          .statusCode(404)
          .contentType("application/json")
          .body("code", equalTo("not_found"))
          .body("detail", equalTo("Entity not found"));
    }
    caller
        .known()
        .put("/api/v1/app/a/msg")
        .then()
        .statusCode(405)
        .header("allow", "GET, POST")
        .body("code", equalTo("method_not_allowed"));
    given().put("/api/v1/app/a/msg").then().statusCode(401);
    services.assertThatNothingArrived();
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
      raw.write(caller.authorization() + "\r\n\r\n");
      assertThat(raw.read()).containsPattern("^HTTP/1.1 40[04]");
    }
    services.assertThatNothingArrived();
  }

  @Test
  void aRequestInsideARequestIsNoRequest() throws IOException {
    // Given
    String inner = "GET /api/v1/app/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
    String start = "POST /api/v1/app/a/msg HTTP/1.1\r\nHost: a\r\n" + caller.authorization();
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
    caller
        .known()
        .body(new byte[TWO_MEGABYTES + 1])
        .post("/api/v1/app/a/msg")
        .then()
        .statusCode(413)
        .contentType("application/json")
        .body("code", equalTo("payload_too_large"));
    services.assertThatNothingArrived();
  }

  @Test
  void countsABodyThatIsNotAnnounced() throws IOException {
    assertThat(postInChunks(TWO_MEGABYTES / 1024)).startsWith("HTTP/1.1 200");
    assertThat(services.ingest.seen().element().body().length()).isEqualTo(TWO_MEGABYTES);
    services.reset();
    assertThat(postInChunks(TWO_MEGABYTES / 1024 + 1))
        .startsWith("HTTP/1.1 413")
        .contains("payload_too_large");
    services.assertThatNothingArrived();
  }

  @Test
  void headersHaveABound() throws IOException {
    try (RawConnection raw = new RawConnection(RestAssured.port)) {
      raw.write("GET /api/v1/app HTTP/1.1\r\nHost: a\r\nA: " + "a".repeat(30_000) + "\r\n\r\n");
      assertThat(raw.read()).startsWith("HTTP/1.1 431");
    }
    services.assertThatNothingArrived();
  }

  private String postInChunks(int chunksOf1024) throws IOException {
    try (RawConnection raw = new RawConnection(RestAssured.port)) {
      raw.write(caller.post() + CHUNKS_FOLLOW);
      String chunk = "400\r\n" + "x".repeat(1024) + "\r\n";
      for (int i = 0; i < chunksOf1024; i++) {
        raw.write(chunk);
      }
      return raw.write("0\r\n\r\n").read();
    }
  }
}
