package io.hooklane.management;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person may do. */
public enum Role {
  /** Everything, environments and keys too. */
  ADMIN(EnumSet.allOf(Scope.class)),
  /** Reads, publishes, changes all but environments and keys. */
  DEVELOPER(EnumSet.of(Scope.READ, Scope.PUBLISH, Scope.MANAGE)),
  /** Reads. */
  VIEWER(EnumSet.of(Scope.READ));

  private final Set<String> permissions;

  Role(Set<Scope> scopes) {
    this.permissions =
        scopes.stream()
            .flatMap(scope -> scope.permissions().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The name that an identity provider gives. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it stands for, of {@link Permission}. */
  public Set<String> permissions() {
    return permissions;
  }

  /** The role of this name. */
  public static Optional<Role> named(String wireName) {
    return Arrays.stream(values()).filter(it -> it.wireName().equals(wireName)).findFirst();
  }
}
