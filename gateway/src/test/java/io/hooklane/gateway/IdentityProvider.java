package io.hooklane.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * An OpenID Connect provider as far as a resource server needs one: discovery and keys (OpenID
 * Connect Discovery 1.0 §4, RFC 7517), over HTTP.
 */
public final class IdentityProvider implements QuarkusTestResourceLifecycleManager {

  private final Vertx vertx = Vertx.vertx();
  private final KeyPair keys = keyPair();
  private final KeyPair otherKeys = keyPair();
  private String issuer = "";

  @Override
  public Map<String, String> start() {
    HttpServer server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
            .requestHandler(this::answer)
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    issuer = "http://127.0.0.1:" + server.actualPort();
    return Map.of(
        "quarkus.oidc.tenant-enabled", "true",
        "quarkus.oidc.auth-server-url", issuer,
        "quarkus.oidc.client-id", "hooklane",
        "quarkus.oidc.roles.role-claim-path", "hooklane/roles");
  }

  /** A token of this person with these roles. */
  String token(String subject, String... roles) {
    return token(keys, issuer, subject, Instant.now().plus(Duration.ofMinutes(5)), roles);
  }

  /** A token that has ended. */
  String endedToken(String subject, String... roles) {
    return token(keys, issuer, subject, Instant.now().minus(Duration.ofMinutes(5)), roles);
  }

  /** A token that somebody else signed. */
  String forgedToken(String subject, String... roles) {
    return token(otherKeys, issuer, subject, Instant.now().plus(Duration.ofMinutes(5)), roles);
  }

  /** A token of another issuer, signed with these keys. */
  String foreignToken(String subject, String... roles) {
    return token(keys, "https://other.example", subject, Instant.now().plusSeconds(300), roles);
  }

  /** A token that was made for somebody else. */
  String tokenForOthers(String subject, String... roles) {
    return token(keys, issuer, "others", subject, Instant.now().plus(Duration.ofMinutes(5)), roles);
  }

  private static String token(
      KeyPair keys, String issuer, String subject, Instant end, String... roles) {
    return token(keys, issuer, "hooklane", subject, end, roles);
  }

  private static String token(
      KeyPair keys, String issuer, String audience, String subject, Instant end, String... roles) {
    return Jwt.issuer(issuer)
        .subject(subject)
        .claim("email", subject + "@example.com")
        .claim("hooklane", Map.of("roles", Set.of(roles)))
        .audience(audience)
        .issuedAt(end.minus(Duration.ofMinutes(10)))
        .expiresAt(end)
        .jws()
        .keyId("k1")
        .sign(keys.getPrivate());
  }

  private void answer(HttpServerRequest request) {
    JsonObject body =
        request.path().endsWith("/.well-known/openid-configuration")
            ? new JsonObject().put("issuer", issuer).put("jwks_uri", issuer + "/keys")
            : new JsonObject().put("keys", new JsonArray().add(key()));
    request.response().putHeader("content-type", "application/json").end(body.toBuffer());
  }

  private JsonObject key() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return new JsonObject()
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "RS256")
        .put("kid", "k1")
        .put("n", base64(key.getModulus()))
        .put("e", base64(key.getPublicExponent()));
  }

  private static String base64(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(IdentityProvider.class));
  }

  @Override
  public void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
