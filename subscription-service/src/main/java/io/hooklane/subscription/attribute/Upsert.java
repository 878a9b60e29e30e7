package io.hooklane.subscription.attribute;

import io.hooklane.management.ApiException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.function.Supplier;

/**
 * What became of a request that makes a thing or takes the one that is there.
 *
 * @param created whether it was made
 */
public record Upsert<T>(T thing, boolean created) {

  /** It was made. */
  public static <T> Upsert<T> created(T thing) {
    return new Upsert<>(thing, true);
  }

  /** It was there. */
  public static <T> Upsert<T> existing(T thing) {
    return new Upsert<>(thing, false);
  }

  /** The HTTP status: 201 or 200. */
  public int status() {
    return created ? 201 : 200;
  }

  /**
   * Looks and makes, and once more when somebody else made the same thing in between.
   *
   * @throws ApiException 409 when it is in conflict the second time too
   */
  public static <T> Upsert<T> twice(Supplier<Upsert<T>> attempt) {
    if (QuarkusTransaction.isActive()) {
      // A part of a larger change: its transaction is of no use after a conflict.
      return attempt.get();
    }
    try {
      return attempt.get();
    } catch (ApiException e) {
      if (e.status() != 409) {
        throw e;
      }
      return attempt.get();
    }
  }
}
