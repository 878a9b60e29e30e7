package io.hooklane.management;

import static io.hooklane.management.Permission.APPLICATION_READ;
import static io.hooklane.management.Permission.ATTEMPT_CREATE;
import static io.hooklane.management.Permission.AUDIT_READ;
import static io.hooklane.management.Permission.CATALOG_MANAGE;
import static io.hooklane.management.Permission.CATALOG_READ;
import static io.hooklane.management.Permission.ENDPOINT_MANAGE;
import static io.hooklane.management.Permission.ENVIRONMENT_MANAGE;
import static io.hooklane.management.Permission.ENVIRONMENT_READ;
import static io.hooklane.management.Permission.INSTALLATION_OPERATE;
import static io.hooklane.management.Permission.MESSAGE_CREATE;
import static io.hooklane.management.Permission.SECRET_MANAGE;
import static io.hooklane.management.Permission.SECRET_READ;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an API key is for. */
public enum Scope {
  /** Reads everything but secrets and the audit log. */
  READ(APPLICATION_READ, CATALOG_READ, ENVIRONMENT_READ),
  /** Publishes events. */
  PUBLISH(MESSAGE_CREATE),
  /** Changes applications, endpoints, secrets and the catalog. */
  MANAGE(
      ENDPOINT_MANAGE,
      SECRET_READ,
      SECRET_MANAGE,
      ATTEMPT_CREATE,
      CATALOG_MANAGE,
      ENVIRONMENT_MANAGE,
      AUDIT_READ),
  /** Changes environments and keys. */
  OPERATE(INSTALLATION_OPERATE, AUDIT_READ);

  private final Set<String> permissions;

  Scope(String... permissions) {
    this.permissions = Set.of(permissions);
  }

  /** The name that callers give. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it stands for, of {@link Permission}. */
  public Set<String> permissions() {
    return permissions;
  }

  /** The scope of this name; empty for a name that this release does not know. */
  public static Optional<Scope> named(String wireName) {
    return Arrays.stream(values()).filter(it -> it.wireName().equals(wireName)).findFirst();
  }
}
