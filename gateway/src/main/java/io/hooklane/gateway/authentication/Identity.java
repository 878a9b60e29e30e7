package io.hooklane.gateway.authentication;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and what that allows.
 *
 * @param kind what vouches for the caller
 * @param subject what the audit log names the caller by: a key's id, or a person's subject
 * @param name what people call the caller
 * @param environment the one that is open to the caller; null for an operator who named none
 * @param application the only one that is open; null for all of the environment
 * @param permissions of {@link io.hooklane.management.Permission}
 * @param featureFlags whose event types the caller sees; null for everybody's
 * @param expiresAt when all of that ends; null for never
 */
public record Identity(
    Kind kind,
    String subject,
    String name,
    @Nullable EnvironmentId environment,
    @Nullable ApplicationId application,
    Set<String> permissions,
    @Nullable Set<String> featureFlags,
    @Nullable Instant expiresAt) {

  /** What vouches for a caller. */
  public enum Kind {
    /** A key of an environment, or an operator's. */
    KEY,
    /** The token of an application's portal, which is a key too. */
    PORTAL,
    /** An OpenID Connect provider. */
    PERSON,
    /** The gateway, which speaks for itself. */
    GATEWAY
  }

  public Identity {
    permissions = Set.copyOf(permissions);
    featureFlags = featureFlags == null ? null : Set.copyOf(featureFlags);
  }

  /** The same caller in this environment. */
  public Identity in(EnvironmentId chosen) {
    return new Identity(
        kind, subject, name, chosen, application, permissions, featureFlags, expiresAt);
  }

  /** Whether the caller may choose an environment: an operator, or a person. */
  public boolean choosesEnvironment() {
    return environment == null;
  }

  /** Whether it still holds at this moment. */
  boolean holdsAt(Instant moment) {
    return expiresAt == null || moment.isBefore(expiresAt);
  }
}
