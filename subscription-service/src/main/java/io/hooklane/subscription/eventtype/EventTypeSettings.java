package io.hooklane.subscription.eventtype;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller can set of an event type.
 *
 * @param description for people
 * @param archived whether it is out of use: no endpoint can newly ask for it
 * @param deprecated whether it is going out of use
 * @param schemas a JSON object of JSON Schemas by version, as it was given
 * @param examples a JSON object of payloads by version, as it was given
 * @param featureFlags who may see it; empty for everybody
 */
record EventTypeSettings(
    String description,
    boolean archived,
    boolean deprecated,
    @Nullable String schemas,
    @Nullable String examples,
    List<String> featureFlags) {

  static final int LONGEST_DESCRIPTION = 65_536;
  static final int MOST_FEATURE_FLAGS = 100;

  EventTypeSettings {
    featureFlags = List.copyOf(featureFlags);
    if (description.length() > LONGEST_DESCRIPTION) {
      throw new IllegalArgumentException(
          "A description has at most " + LONGEST_DESCRIPTION + " characters");
    }
    if (featureFlags.size() > MOST_FEATURE_FLAGS) {
      throw new IllegalArgumentException("At most " + MOST_FEATURE_FLAGS + " feature flags");
    }
  }

  /** The same settings, put out of use. */
  EventTypeSettings archive() {
    return new EventTypeSettings(description, true, deprecated, schemas, examples, featureFlags);
  }
}
