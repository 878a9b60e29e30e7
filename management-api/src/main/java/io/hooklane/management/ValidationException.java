package io.hooklane.management;

import java.util.List;

/** Ends a request with 422: it can be read, but something in it is not allowed. */
public final class ValidationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<ValidationErrorBody.Item> items;

  /** Several things are wrong. */
  public ValidationException(List<ValidationErrorBody.Item> items) {
    super("Validation failed", null, false, false);
    this.items = List.copyOf(items);
  }

  /** A field of the body is wrong. */
  public static ValidationException body(String field, String why) {
    return new ValidationException(
        List.of(new ValidationErrorBody.Item(List.of("body", field), why, "value_error")));
  }

  /** A query parameter is wrong. */
  public static ValidationException query(String parameter, String why) {
    return new ValidationException(
        List.of(new ValidationErrorBody.Item(List.of("query", parameter), why, "value_error")));
  }

  /** The answer's body. */
  public ValidationErrorBody toBody() {
    return new ValidationErrorBody(items);
  }
}
