package io.hooklane.subscription.attribute;

import io.hooklane.management.ApiException;
import org.jspecify.annotations.Nullable;

/** The order that a list is asked for in. */
public final class Order {

  private Order() {}

  /**
   * Reads the query parameter {@code order}.
   *
   * @param absent what a list without that parameter is
   * @throws ApiException 400 when it is neither {@code ascending} nor {@code descending}
   */
  public static boolean ascending(@Nullable String order, boolean absent) {
    if (order == null) {
      return absent;
    }
    return switch (order) {
      case "ascending" -> true;
      case "descending" -> false;
      default -> throw ApiException.badRequest("order is ascending or descending");
    };
  }
}
