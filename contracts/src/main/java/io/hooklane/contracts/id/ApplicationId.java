package io.hooklane.contracts.id;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The id of an application: {@code app_} and a {@link Ksuid}.
 *
 * @throws IllegalArgumentException when the text is not of that form
 */
public record ApplicationId(String value) implements Id {

  public static final String PREFIX = "app_";

  public ApplicationId {
    Id.requireForm(PREFIX, value);
  }

  /** A new id for this moment. */
  public static ApplicationId random(Instant moment, RandomGenerator random) {
    return new ApplicationId(PREFIX + Ksuid.random(moment, random));
  }

  /** Whether a text has the form of such an id. */
  public static boolean isForm(String text) {
    return Id.isForm(PREFIX, text);
  }

  @Override
  public String toString() {
    return value;
  }
}
