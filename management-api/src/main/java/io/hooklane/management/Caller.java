package io.hooklane.management;

import io.hooklane.contracts.id.EnvironmentId;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who calls, as the gateway established it: it vouches for that with a short-lived token. */
@RequestScoped
public class Caller {

  private final JsonWebToken token;

  /** Wired by the container. */
  public Caller(JsonWebToken token) {
    this.token = token;
  }

  /** The environment that the caller's key opens. */
  public EnvironmentId environment() {
    String environment = token.getClaim(IdentityToken.ENVIRONMENT);
    if (environment == null) {
      throw new ApiException(
          403, "insufficient_access", "This key opens no environment; use an environment's key");
    }
    return new EnvironmentId(environment);
  }

  /** What the audit names the caller by: a key's id. */
  public String name() {
    return token.getName();
  }
}
