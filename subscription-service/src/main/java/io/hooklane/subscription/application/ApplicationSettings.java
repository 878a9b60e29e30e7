package io.hooklane.subscription.application;

import io.hooklane.subscription.attribute.Metadata;
import io.hooklane.subscription.attribute.Uid;
import org.jspecify.annotations.Nullable;

/**
 * What a caller can set of an application.
 *
 * @param name for people, not blank, at most 1,024 characters
 * @param uid the caller's own name for it, unique in its environment
 * @param throttleRate messages per second to each of its endpoints; null for no bound
 */
public record ApplicationSettings(
    String name, @Nullable Uid uid, @Nullable Integer throttleRate, Metadata metadata) {

  static final int LONGEST_NAME = 1_024;

  public ApplicationSettings {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("A name has 1 to " + LONGEST_NAME + " characters");
    }
  }

  /** The same settings with this uid if they have none. */
  ApplicationSettings orUid(@Nullable Uid fallback) {
    return uid == null ? new ApplicationSettings(name, fallback, throttleRate, metadata) : this;
  }
}
