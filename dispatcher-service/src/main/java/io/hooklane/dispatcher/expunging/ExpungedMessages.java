package io.hooklane.dispatcher.expunging;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.id.MessageId;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The messages that were expunged last. Each delivery asks, so it costs nothing while there are
 * none. Safe to share between threads.
 */
@Singleton
public class ExpungedMessages {

  private final int most;

  /** When each was expunged, in milliseconds; the one that came first first. */
  private final Map<MessageId, Long> expunged = new LinkedHashMap<>();

  private volatile boolean any;

  /** None yet. */
  public ExpungedMessages(ExpungingConfig config) {
    this.most = config.remembered();
  }

  /** Whether this may not be sent any more. */
  public boolean contain(Delivery delivery) {
    if (!any) {
      return false;
    }
    Long at;
    synchronized (expunged) {
      at = expunged.get(delivery.message());
    }
    return at != null && delivery.acceptedAt().toEpochMilli() <= at;
  }

  /** Adds one; the oldest goes when there are too many. */
  void add(MessageId message, long atMillis) {
    synchronized (expunged) {
      expunged.merge(message, atMillis, Math::max);
      if (expunged.size() > most) {
        expunged.remove(expunged.keySet().iterator().next());
      }
    }
    any = true;
  }

  int size() {
    synchronized (expunged) {
      return expunged.size();
    }
  }
}
