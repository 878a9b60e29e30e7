package io.hooklane.subscription.schema;

import java.util.HashSet;
import java.util.Set;

/**
 * Where a value of a sample is to stand.
 *
 * @param depth how many values it stands in
 * @param variant which of many values is wanted, 0 for the plainest
 * @param references those that led here
 */
record Place(int depth, int variant, Set<String> references) {

  static final Place OUTERMOST = new Place(0, 0, Set.of());

  /** From here on what may be left out is. */
  private static final int DEEPEST_OPTIONAL = 6;

  Place {
    references = Set.copyOf(references);
  }

  /** Within the value that stands here. */
  Place inside() {
    return new Place(depth + 1, variant, references);
  }

  /** The same place for another value. */
  Place with(int otherVariant) {
    return new Place(depth, otherVariant, references);
  }

  /** The same place, reached by these references too. */
  Place after(Set<String> followed) {
    Set<String> all = new HashSet<>(references);
    all.addAll(followed);
    return new Place(depth, variant, all);
  }

  /** Whether a value that these references lead to had better be left out, if it may be. */
  boolean isTooDeepFor(Set<String> followed) {
    return depth >= DEEPEST_OPTIONAL
        || followed.stream().anyMatch(it -> it.equals("#") || references.contains(it));
  }
}
