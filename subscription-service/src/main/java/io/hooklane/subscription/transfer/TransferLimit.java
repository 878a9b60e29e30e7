package io.hooklane.subscription.transfer;

import io.hooklane.management.ApiException;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets so many exports and imports run at once, since each holds a large document. */
@Singleton
class TransferLimit {

  private final Semaphore free;

  TransferLimit(TransferConfig config) {
    free = new Semaphore(config.atOnce());
  }

  /**
   * Runs one.
   *
   * @throws ApiException 503 when too many run
   */
  <T> T run(Supplier<T> transfer) {
    if (!free.tryAcquire()) {
      throw ApiException.unavailable("Other exports or imports are under way; try again later");
    }
    try {
      return transfer.get();
    } finally {
      free.release();
    }
  }
}
