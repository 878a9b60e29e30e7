package io.hooklane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that is away, hangs or breaks off, and a caller who leaves. */
@QuarkusTest
@WithTestResource(TestServers.class)
@WithTestResource(FakeServices.class)
class ServiceFailuresIT {

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
  void saysSoWhenAServiceIsAwayAndGoesOnWhenItIsBack() {
    // When
    services.deliveryLog.stop();
    // Then
    caller
        .known()
        .get("/api/v1/app/a/msg")
        .then()
        .statusCode(503)
        .header("retry-after", "1")
        .body("code", equalTo("unavailable"));
    caller.known().get("/api/v1/app").then().statusCode(200);
    // When
    services.deliveryLog.start();
    // Then
    caller.known().get("/api/v1/app/a/msg").then().statusCode(200);
  }

  @Test
  void aServiceThatDoesNotBelieveTheGatewayIsNotTheCallersFault() {
    // Given
    services.subscription.behaves(
        request -> request.response().setStatusCode(401).putHeader("x-inside", "x").end("inside"));
    // When, then
    caller
        .known()
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
    caller.known().get("/api/v1/app").then().statusCode(504).body("code", equalTo("timeout"));
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
    caller.known().get("/api/v1/app").then().statusCode(200);
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
    caller.known().body("{}").post("/api/v1/app/a/msg").then().statusCode(503);
    assertThat(tries).hasValue(1);
  }

  @Test
  void aCallerWhoLeavesEndsTheRequestInside() throws IOException {
    // Given
    AtomicInteger arrived = new AtomicInteger();
    services.subscription.behaves(request -> arrived.incrementAndGet());
    // When
    try (RawConnection raw = new RawConnection(RestAssured.port)) {
      raw.write("GET /api/v1/app HTTP/1.1\r\nHost: a\r\n" + caller.authorization() + "\r\n\r\n");
      Awaitility.await().untilAtomic(arrived, equalTo(1));
    }
    // Then
    Awaitility.await()
        .atMost(Duration.ofMillis(1_500))
        .untilAsserted(() -> assertThat(services.subscription.left()).isPositive());
  }
}
