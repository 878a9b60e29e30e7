package io.hooklane.contracts.id;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The id of a background task: {@code qtask_} and a {@link Ksuid}.
 *
 * @throws IllegalArgumentException when the text is not of that form
 */
public record TaskId(String value) implements Id {

  public static final String PREFIX = "qtask_";

  public TaskId {
    Id.requireForm(PREFIX, value);
  }

  /** A new id for this moment. */
  public static TaskId random(Instant moment, RandomGenerator random) {
    return new TaskId(PREFIX + Ksuid.random(moment, random));
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
