package io.hooklane.gateway.authentication;

import io.hooklane.management.IdentityToken;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.smallrye.jwt.util.KeyUtils;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The tokens that vouch for callers towards the services: signed once per key and renewed at half
 * of their life, off the event loop, so that no request pays for a signature but a key's first.
 */
@Singleton
public class IdentityTokens {

  private static final String BEARER = "Bearer ";

  private final Vertx vertx;
  private final Clock clock;
  private final Duration lifetime;
  private final PrivateKey privateKey;
  private final Map<Identity, Signed> signed = new ConcurrentHashMap<>();
  private final Map<Identity, Future<Signed>> signing = new ConcurrentHashMap<>();

  private record Signed(String header, Instant renewAt, Instant endsAt, AtomicBoolean renewing) {}

  IdentityTokens(Vertx vertx, Clock clock, IdentityConfig config) {
    this.vertx = vertx;
    this.clock = clock;
    this.lifetime = config.lifetime();
    this.privateKey = read(config);
    long sweep = lifetime.toMillis();
    vertx.setPeriodic(sweep, timer -> forgetEnded());
  }

  /** The {@code Authorization} header for a service. */
  public Future<String> header(Identity identity) {
    Instant now = clock.instant();
    Signed known = signed.get(identity);
    if (known == null || !now.isBefore(known.endsAt())) {
      return sign(identity).map(Signed::header);
    }
    if (!now.isBefore(known.renewAt()) && known.renewing().compareAndSet(false, true)) {
      sign(identity).onFailure(e -> known.renewing().set(false));
    }
    return Future.succeededFuture(known.header());
  }

  private Future<Signed> sign(Identity identity) {
    Promise<Signed> promise = Promise.promise();
    Future<Signed> underWay = signing.putIfAbsent(identity, promise.future());
    if (underWay != null) {
      return underWay;
    }
    vertx
        .executeBlocking(() -> signNow(identity), false)
        .onSuccess(token -> signed.put(identity, token))
        .onComplete(
            done -> {
              signing.remove(identity);
              promise.handle(done);
            });
    return promise.future();
  }

  private Signed signNow(Identity identity) {
    Instant now = clock.instant();
    Instant end = now.plus(lifetime);
    JwtClaimsBuilder claims =
        Jwt.issuer(IdentityToken.ISSUER)
            .subject(identity.subject())
            .upn(identity.subject())
            .claim(IdentityToken.NAME, identity.name())
            .groups(identity.permissions())
            .issuedAt(now)
            .expiresAt(end);
    if (identity.environment() != null) {
      claims.claim(IdentityToken.ENVIRONMENT, identity.environment().value());
    }
    if (identity.application() != null) {
      claims.claim(IdentityToken.APPLICATION, identity.application().value());
    }
    if (identity.featureFlags() != null) {
      claims.claim(IdentityToken.FEATURE_FLAGS, identity.featureFlags());
    }
    return new Signed(
        BEARER + claims.sign(privateKey),
        now.plus(lifetime.dividedBy(2)),
        end,
        new AtomicBoolean());
  }

  private void forgetEnded() {
    Instant now = clock.instant();
    signed.values().removeIf(token -> !now.isBefore(token.endsAt()));
  }

  private static PrivateKey read(IdentityConfig config) {
    try {
      return KeyUtils.decodePrivateKey(Files.readString(config.privateKeyFile()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "hooklane.identity.private-key.file must name a PEM file with an RSA private key"
              + " (PKCS #8); "
              + config.privateKeyFile()
              + " is not one",
          e);
    }
  }
}
