package io.hooklane.management;

import static io.hooklane.management.Permission.APPLICATION_READ;
import static io.hooklane.management.Permission.ATTEMPT_CREATE;
import static io.hooklane.management.Permission.CATALOG_READ;
import static io.hooklane.management.Permission.ENDPOINT_MANAGE;
import static io.hooklane.management.Permission.SECRET_MANAGE;
import static io.hooklane.management.Permission.SECRET_READ;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What the token of an application's portal allows, within that application. */
public enum Capability {
  /** Read the application, its endpoints, messages and attempts, and the catalog. */
  VIEW_BASE("ViewBase", APPLICATION_READ, CATALOG_READ),
  /** See the signing secrets of its endpoints. */
  VIEW_ENDPOINT_SECRET("ViewEndpointSecret", SECRET_READ),
  /** Rotate them. */
  MANAGE_ENDPOINT_SECRET("ManageEndpointSecret", SECRET_MANAGE),
  /** Send samples, resend, recover. */
  CREATE_ATTEMPTS("CreateAttempts", ATTEMPT_CREATE),
  /** Create, change and delete endpoints. */
  MANAGE_ENDPOINT("ManageEndpoint", ENDPOINT_MANAGE);

  private final String wireName;
  private final Set<String> permissions;

  Capability(String wireName, String... permissions) {
    this.wireName = wireName;
    this.permissions = Set.of(permissions);
  }

  /** The name that callers give. */
  public String wireName() {
    return wireName;
  }

  /** What it stands for, of {@link Permission}. */
  public Set<String> permissions() {
    return permissions;
  }

  /** The capability of this name; empty for a name that this release does not know. */
  public static Optional<Capability> named(String wireName) {
    return Arrays.stream(values()).filter(it -> it.wireName.equals(wireName)).findFirst();
  }
}
