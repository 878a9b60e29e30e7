package io.hooklane.management;

/** The token by which the gateway tells a service who calls: a JWT (RFC 7519), signed RS256. */
public final class IdentityToken {

  /** The issuer claim. */
  public static final String ISSUER = "hooklane-gateway";

  /** The claim that holds the environment's id; absent for an operator. */
  public static final String ENVIRONMENT = "env";

  /** A role, in the claim {@code groups}: may read. */
  public static final String READ = "read";

  /** A role: may publish events. */
  public static final String PUBLISH = "publish";

  /** A role: may change applications, endpoints and the catalog. */
  public static final String MANAGE = "manage";

  /** A role: may change environments and keys. */
  public static final String OPERATE = "operate";

  private IdentityToken() {}
}
