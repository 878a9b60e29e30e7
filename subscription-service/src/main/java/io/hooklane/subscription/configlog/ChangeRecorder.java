package io.hooklane.subscription.configlog;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.topics.ConfigurationCodec;
import org.jspecify.annotations.Nullable;

/**
 * Takes down the changes of one transaction, in their order. To be called after the changed row was
 * written or locked, never before: only then do records of one key keep the order of their commits.
 */
public final class ChangeRecorder {

  private final OutboxRepository outbox;
  private boolean recorded;

  ChangeRecorder(OutboxRepository outbox) {
    this.outbox = outbox;
  }

  /** This is the thing's state once the transaction is committed. */
  public void changed(Configuration configuration) {
    record(configuration.key(), ConfigurationCodec.write(configuration));
  }

  /** The thing is gone once the transaction is committed. */
  public void removed(ConfigurationKey key) {
    record(key, null);
  }

  boolean hasRecorded() {
    return recorded;
  }

  private void record(ConfigurationKey key, byte @Nullable [] value) {
    outbox.append(key.text(), value);
    recorded = true;
  }
}
