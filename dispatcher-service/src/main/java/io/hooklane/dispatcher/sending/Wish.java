package io.hooklane.dispatcher.sending;

import java.util.List;
import java.util.Locale;

/** What a receiver asks for with the response header {@code webhook-delivery}. */
public enum Wish {
  /** Nothing, or nothing that is known. */
  NONE,
  /** {@code disable}: no deliveries to this endpoint any more. */
  DISABLE,
  /** {@code abort-message}: no further attempt of this delivery. */
  ABORT_MESSAGE;

  /** The wish in these values of the header; of several the one that goes furthest. */
  static Wish of(List<String> values) {
    Wish wish = NONE;
    for (String value : values) {
      switch (value.strip().toLowerCase(Locale.ROOT)) {
        case "disable" -> {
          return DISABLE;
        }
        case "abort-message" -> wish = ABORT_MESSAGE;
        default -> {}
      }
    }
    return wish;
  }
}
