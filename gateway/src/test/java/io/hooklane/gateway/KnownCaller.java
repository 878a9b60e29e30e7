package io.hooklane.gateway;

import static io.restassured.RestAssured.given;

import io.hooklane.servers.TestServers;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** A caller with a key of an environment of its own. */
final class KnownCaller {

  private final String key = "sk_" + UUID.randomUUID();

  /** Makes the key; the gateway knows it when this returns. */
  void becomeKnown(TestServers servers) {
    try (Keys keys = new Keys(servers.bootstrapServers())) {
      keys.aKey(key, keys.anEnvironment(), null);
    }
    known().get("/api/v1/app").then().statusCode(200);
  }

  /** A request with the key. */
  RequestSpecification known() {
    return given().header("Authorization", "Bearer " + key);
  }

  /** The line of a request's head that has the key. */
  String authorization() {
    return "Authorization: Bearer " + key;
  }

  /** The head of a request that publishes a message, but for its framing. */
  String post() {
    return "POST /api/v1/app/a/msg HTTP/1.1\r\nHost: a\r\n" + authorization() + "\r\n";
  }
}
