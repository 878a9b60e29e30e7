package io.hooklane.ingest.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the consumer of the sources subscribes to.
 *
 * @param topics names
 * @param patterns regular expressions over whole names; Hooklane's own topics never match, so that
 *     no pattern can feed what Hooklane writes back into it
 */
record SourceTopics(Collection<String> topics, Collection<String> patterns) {

  private static final String NOT_OURS = "(?!hooklane\\.)";

  /** All topics that are configured. */
  static SourceTopics of(CloudEventsConfig cloudEvents, SourcesConfig sources) {
    Set<String> topics = new TreeSet<>(Set.of(cloudEvents.topic()));
    List<String> patterns = new ArrayList<>();
    for (SourcesConfig.SourceConfig source : sources.all().values()) {
      source.topic().ifPresent(topics::add);
      source.pattern().ifPresent(patterns::add);
    }
    return new SourceTopics(topics, patterns);
  }

  /** Whether a name must be matched, which costs a look at all topics now and then. */
  boolean needsPattern() {
    return !patterns.isEmpty();
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
