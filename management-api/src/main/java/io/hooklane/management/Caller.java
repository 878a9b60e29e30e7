package io.hooklane.management;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who calls, as the gateway established it: it vouches for that with a short-lived token. */
@RequestScoped
public class Caller {

  private final JsonWebToken token;

  /** Wired by the container. */
  public Caller(JsonWebToken token) {
    this.token = token;
  }

  /**
   * The environment that the caller's key opens.
   *
   * @throws ApiException 403 when it opens none
   */
  public EnvironmentId environment() {
    return openEnvironment()
        .orElseThrow(
            () ->
                new ApiException(
                    403,
                    "insufficient_access",
                    "This key opens no environment; use an environment's key, or name one in the"
                        + " header hooklane-environment"));
  }

  /** The environment that the caller's key opens; empty for an operator who named none. */
  public Optional<EnvironmentId> openEnvironment() {
    return Optional.<String>ofNullable(token.getClaim(IdentityToken.ENVIRONMENT))
        .map(EnvironmentId::new);
  }

  /**
   * How far the caller's key reaches.
   *
   * @throws ApiException 403 when it opens no environment
   */
  public Reach reach() {
    return new Reach(environment(), onlyApplication().orElse(null));
  }

  /** The only application that the caller's key reaches; empty for all of the environment's. */
  public Optional<ApplicationId> onlyApplication() {
    return Optional.<String>ofNullable(token.getClaim(IdentityToken.APPLICATION))
        .map(ApplicationId::new);
  }

  /** All that the caller has of {@link Permission}, in order. */
  public List<String> permissions() {
    return token.getGroups().stream().sorted().toList();
  }

  /** Whose event types the caller sees; null for everybody's. */
  public @Nullable Set<String> featureFlags() {
    JsonArray flags = token.getClaim(IdentityToken.FEATURE_FLAGS);
    return flags == null
        ? null
        : flags.getValuesAs(JsonString.class).stream()
            .map(JsonString::getString)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the caller has this one of {@link Permission}. */
  public boolean may(String permission) {
    return token.getGroups().contains(permission);
  }

  /** Until when the gateway vouches for the caller; empty when it does not say. */
  public Optional<Instant> vouchedForUntil() {
    Object seconds = token.getClaim("exp");
    return seconds instanceof Number number && number.longValue() > 0
        ? Optional.of(Instant.ofEpochSecond(number.longValue()))
        : Optional.empty();
  }

  /** Whether anybody calls: not at start, and not on a page that needs no key. */
  public boolean isKnown() {
    return token.getName() != null;
  }

  /** What the audit log names the caller by: a key's id, or a person's subject. */
  public String subject() {
    return token.getName();
  }

  /** What people call the caller. */
  public String name() {
    String name = token.getClaim(IdentityToken.NAME);
    return name == null ? subject() : name;
  }
}
