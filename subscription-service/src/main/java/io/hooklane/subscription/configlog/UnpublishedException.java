package io.hooklane.subscription.configlog;

import org.jspecify.annotations.Nullable;

/** Kafka did not acknowledge a round of changes. */
final class UnpublishedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnpublishedException(@Nullable Throwable cause) {
    super(cause);
  }
}
