package io.hooklane.ingest.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the source channel subscribes to.
 *
 * @param topics names
 * @param patterns regular expressions over whole names; Hooklane's own topics never match, so that
 *     no pattern can feed what Hooklane writes back into it
 */
record SourceTopics(Collection<String> topics, Collection<String> patterns) {

  private static final String NOT_OURS = "(?!hooklane\\.)";

  /** Whether a name must be matched, which costs a look at all topics now and then. */
  boolean needsPattern() {
    return !patterns.isEmpty();
  }

  /** All names with commas between them; only when no pattern is needed. */
  String list() {
    return String.join(",", topics);
  }

  /** One regular expression over whole names for everything. */
  String pattern() {
    List<String> alternatives = new ArrayList<>();
    for (String topic : topics) {
      alternatives.add(Pattern.quote(topic));
    }
    for (String pattern : patterns) {
      alternatives.add(ofOthers(pattern));
    }
    return String.join("|", alternatives);
  }

  /** A configured pattern as it applies. */
  static String ofOthers(String pattern) {
    return NOT_OURS + "(?:" + pattern + ")";
  }
}
