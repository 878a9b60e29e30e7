package io.hooklane.subscription.attribute;

/** What became of a thing that another environment's thing was laid over. */
public record Merged<T>(T thing, Outcome outcome) {

  /** What was done. */
  public enum Outcome {
    CREATED,
    UPDATED,
    UNCHANGED
  }

  /** It was made. */
  public static <T> Merged<T> created(T thing) {
    return new Merged<>(thing, Outcome.CREATED);
  }

  /** It was there, and is otherwise now. */
  public static <T> Merged<T> updated(T thing) {
    return new Merged<>(thing, Outcome.UPDATED);
  }

  /** It was there as it should be. */
  public static <T> Merged<T> unchanged(T thing) {
    return new Merged<>(thing, Outcome.UNCHANGED);
  }
}
