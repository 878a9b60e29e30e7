package io.hooklane.ingest.publishing;

import io.hooklane.ingest.message.MessageRules;
import io.hooklane.management.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * What a request's headers say besides its body.
 *
 * @param idempotencyKey a repeat of it is the same message
 * @param orderingKey messages of one application and ordering key keep their order
 * @throws ApiException 400, when one is not 1–256 visible ASCII characters
 */
record PublishKeys(@Nullable String idempotencyKey, @Nullable String orderingKey) {

  /** What official SDKs put before the keys that they make up for each call. */
  private static final String MADE_UP = "auto_";

  PublishKeys {
    require("Idempotency-Key", idempotencyKey);
    require("hooklane-ordering-key", orderingKey);
  }

  /** Whether the caller chose the idempotency key, so that it must hold for long. */
  boolean chosen() {
    return idempotencyKey != null && !idempotencyKey.startsWith(MADE_UP);
  }

  private static void require(String header, @Nullable String key) {
    String why = key == null ? null : MessageRules.wrongWithKey(key);
    if (why != null) {
      throw ApiException.badRequest("The header " + header + ": " + why);
    }
  }
}
