package io.hooklane.egress;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Some host names: {@code hooks.example.com}, or {@code *.example.com} for all that end so. */
final class HostNames {

  private static final String ALL_UNDER = "*.";

  private final Set<String> names = new HashSet<>();

  /** With the dot at their beginning. */
  private final Set<String> endings = new HashSet<>();

  /**
   * These names.
   *
   * @throws IllegalArgumentException when one is no host name
   */
  HostNames(List<String> texts) {
    for (String text : texts) {
      String name = text.strip().toLowerCase(Locale.ROOT);
      boolean all = name.startsWith(ALL_UNDER);
      String plain = all ? name.substring(ALL_UNDER.length()) : name;
      try {
        Host.parse(plain);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("Not a host name: " + text, e);
      }
      if (all) {
        endings.add("." + plain);
      } else {
        names.add(plain);
      }
    }
  }

  /** Whether this name, in lower case, is one of them. */
  boolean contains(String host) {
    if (names.contains(host)) {
      return true;
    }
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      if (endings.contains(host.substring(dot))) {
        return true;
      }
    }
    return false;
  }
}
