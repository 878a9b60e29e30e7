package io.hooklane.ingest.idempotency;

import io.hooklane.contracts.id.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was published under a key.
 *
 * @param acceptedAt to the millisecond
 * @param idempotencyKey the idempotency key that it came with, if any
 */
public record Publication(MessageId message, Instant acceptedAt, @Nullable String idempotencyKey) {

  public Publication {
    acceptedAt = Instant.ofEpochMilli(acceptedAt.toEpochMilli());
  }
}
