package io.hooklane.management;

/**
 * What an operation needs of its caller, as a role in the claim {@code groups} of an {@link
 * IdentityToken}. Callers do not get these one by one: a key has a {@link Scope}, a person a {@link
 * Role}, a portal's token a {@link Capability}, each of which stands for some of them.
 */
public final class Permission {

  /** Read one application and what it owns: endpoints, messages, attempts. */
  public static final String APPLICATION_READ = "application:read";

  /** Create, change and delete endpoints. */
  public static final String ENDPOINT_MANAGE = "endpoint:manage";

  /** See an endpoint's signing secret. */
  public static final String SECRET_READ = "secret:read";

  /** Rotate an endpoint's signing secret. */
  public static final String SECRET_MANAGE = "secret:manage";

  /** Cause deliveries by hand: samples, resends, recoveries. */
  public static final String ATTEMPT_CREATE = "attempt:create";

  /** Read the event catalog. */
  public static final String CATALOG_READ = "catalog:read";

  /** Change the event catalog. */
  public static final String CATALOG_MANAGE = "catalog:manage";

  /** Read what concerns all applications of an environment. */
  public static final String ENVIRONMENT_READ = "environment:read";

  /** Change applications, let them into their portal, import. */
  public static final String ENVIRONMENT_MANAGE = "environment:manage";

  /** Publish events. */
  public static final String MESSAGE_CREATE = "message:create";

  /** Read who changed what. */
  public static final String AUDIT_READ = "audit:read";

  /** Change environments and keys. */
  public static final String INSTALLATION_OPERATE = "installation:operate";

  /** Be the gateway, which speaks for itself; no caller ever has it. */
  public static final String GATEWAY = "gateway";

  private Permission() {}
}
