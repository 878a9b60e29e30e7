package io.hooklane.subscription.access;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key that opens the API, known by its hash only. Times are to the millisecond.
 *
 * @param hash SHA-256 of the key's text, hexadecimal
 * @param hint the beginning of the key's text, by which people tell keys apart
 * @param expiresAt null for never
 * @param lastUsedAt within a minute; null when it was not used
 * @param revokedAt null while it was not revoked
 */
public record ApiKey(
    KeyId id,
    String name,
    String hash,
    String hint,
    Grant grant,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt) {

  /**
   * What a key opens.
   *
   * @param environment null for an operator's key
   * @param application the only one; null for all of the environment
   * @param scopes names of {@link io.hooklane.management.Scope}; empty for a portal's token
   * @param capabilities names of {@link io.hooklane.management.Capability}, of a portal's token
   * @param featureFlags whose event types a portal's token shows; null for everybody's
   * @param session the caller's own name for the session that a portal's token is of
   */
  public record Grant(
      @Nullable EnvironmentId environment,
      @Nullable ApplicationId application,
      List<String> scopes,
      List<String> capabilities,
      @Nullable List<String> featureFlags,
      @Nullable String session) {

    public Grant {
      scopes = List.copyOf(scopes);
      capabilities = List.copyOf(capabilities);
      featureFlags = featureFlags == null ? null : List.copyOf(featureFlags);
    }

    /** A key of an environment, or of an operator. */
    static Grant ofScopes(@Nullable EnvironmentId environment, List<String> scopes) {
      return new Grant(environment, null, scopes, List.of(), null, null);
    }
  }

  public ApiKey {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** What a key's text is known by. */
  static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** What other services know of it. */
  Configuration.Key configuration() {
    return new Configuration.Key(
        id,
        grant.environment(),
        grant.application(),
        name,
        hash,
        grant.scopes(),
        grant.capabilities(),
        grant.featureFlags(),
        expiresAt);
  }

  /** The same key, revoked at this moment. */
  ApiKey revoke(Instant now) {
    return new ApiKey(id, name, hash, hint, grant, createdAt, expiresAt, lastUsedAt, now);
  }

  /** The same key, ending at this moment. */
  ApiKey expiringAt(Instant end) {
    return new ApiKey(id, name, hash, hint, grant, createdAt, end, lastUsedAt, revokedAt);
  }
}
