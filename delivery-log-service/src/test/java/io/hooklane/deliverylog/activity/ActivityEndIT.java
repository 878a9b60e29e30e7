package io.hooklane.deliverylog.activity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.deliverylog.Customer;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A stream ends when the gateway does not vouch for its caller any more. */
@QuarkusTest
@WithTestResource(TestServers.class)
class ActivityEndIT {

  @Test
  void endsWithTheTokenThatItWasOpenedWith() throws Exception {
    // Given
    String lasting = token(Instant.now().plusSeconds(60));
    try (LiveStream first = open(lasting)) {
      assertThat(first.hasEnded()).isFalse();
    }
    String token = token(Instant.now().plusSeconds(4));

    // When
    try (LiveStream stream = open(token)) {
      assertThat(stream.head()).startsWith("HTTP/1.1 200");
      assertThat(stream.hasEnded()).isFalse();

      // Then
      await().atMost(Duration.ofSeconds(10)).until(stream::hasEndedInOrder);
    }
  }

  private static LiveStream open(String token) {
    return LiveStream.open(RestAssured.port, "/api/v1/activity", "Authorization: Bearer " + token);
  }

  private static String token(Instant until) throws Exception {
    String claims =
        """
        {"iss":"hooklane-gateway","sub":"key_1","upn":"key_1","groups":["environment:read"],\
        "env":"%s","iat":%d,"exp":%d}\
        """
            .formatted(
                Customer.ENVIRONMENT, Instant.now().getEpochSecond(), until.getEpochSecond());
    String signed =
        base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(UTF_8))
            + "."
            + base64(claims.getBytes(UTF_8));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(privateKey())));
    signature.update(signed.getBytes(UTF_8));
    return signed + "." + base64(signature.sign());
  }

  /** Quarkus makes a pair of keys for its tests; the gateway's is not believed there. */
  private static byte[] privateKey() {
    return Base64.getMimeDecoder()
        .decode(ConfigProvider.getConfig().getValue("smallrye.jwt.sign.key", String.class));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
