package io.hooklane.gateway.authentication;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a key gives its bearer.
 *
 * @param environment the one that the key opens; null for an operator's key
 * @param scopes of {@code read publish manage operate}
 * @param expiresAt when the key ends; null for never
 */
record Identity(
    KeyId key,
    @Nullable EnvironmentId environment,
    Set<String> scopes,
    @Nullable Instant expiresAt) {

  Identity {
    scopes = Set.copyOf(scopes);
  }

  /** Whether the key still holds at this moment. */
  boolean holdsAt(Instant moment) {
    return expiresAt == null || moment.isBefore(expiresAt);
  }
}
