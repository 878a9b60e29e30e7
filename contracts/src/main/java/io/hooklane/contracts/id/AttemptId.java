package io.hooklane.contracts.id;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The id of an attempt: {@code atmpt_} and a {@link Ksuid}.
 *
 * @throws IllegalArgumentException when the text is not of that form
 */
public record AttemptId(String value) implements Id {

  public static final String PREFIX = "atmpt_";

  public AttemptId {
    Id.requireForm(PREFIX, value);
  }

  /** A new id for this moment. */
  public static AttemptId random(Instant moment, RandomGenerator random) {
    return new AttemptId(PREFIX + Ksuid.random(moment, random));
  }

  /** The least id for this millisecond, as {@link Ksuid#first} has it. */
  public static AttemptId first(Instant moment) {
    return new AttemptId(PREFIX + Ksuid.first(moment));
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
