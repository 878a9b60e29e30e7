package io.hooklane.management;

/**
 * The token by which the gateway tells a service who calls: a JWT (RFC 7519), signed RS256. Its
 * claim {@code groups} holds {@link Permission}s.
 */
public final class IdentityToken {

  /** The issuer claim. */
  public static final String ISSUER = "hooklane-gateway";

  /** The claim that holds the environment's id; absent for an operator who named none. */
  public static final String ENVIRONMENT = "env";

  /** The claim that holds the id of the only application that the caller reaches, if so. */
  public static final String APPLICATION = "app";

  /** The claim that holds whose event types the caller sees, a list; absent for everybody's. */
  public static final String FEATURE_FLAGS = "flags";

  /** The claim that holds what people call the caller: a key's name, a person's. */
  public static final String NAME = "name";

  private IdentityToken() {}
}
