package io.hooklane.subscription.eventtype;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** The versions of an event type's schema: numbers as a rule, though any name can be one. */
final class Versions {

  /** What an import calls the only version of a new event type. */
  static final String FIRST = "1";

  static final int MOST = 100;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9\\-_.]{1,64}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,64}");

  /** Names before numbers, names by their letters, numbers by their size. */
  static final Comparator<String> ORDER =
      Comparator.<String, Boolean>comparing(Versions::isNumber)
          .thenComparing(it -> isNumber(it) ? new BigInteger(it) : BigInteger.ZERO)
          .thenComparing(Comparator.naturalOrder());

  private Versions() {}

  /** Whether a text can be a version. */
  static boolean isForm(String text) {
    return NAME.matcher(text).matches();
  }

  /** The highest of them. */
  static Optional<String> highest(Collection<String> versions) {
    return versions.stream().max(ORDER);
  }

  private static boolean isNumber(String version) {
    return NUMBER.matcher(version).matches();
  }
}
