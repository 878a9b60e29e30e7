package io.hooklane.subscription.configlog;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.subscription.audit.AuditAction;
import io.hooklane.subscription.audit.AuditSubject;
import io.hooklane.subscription.audit.AuditTrail;
import io.hooklane.topics.ConfigurationCodec;
import org.jspecify.annotations.Nullable;

/**
 * Takes down the changes of one transaction, in their order, for other services and for the audit
 * log. To be called after the changed row was written or locked, never before: only then do records
 * of one key keep the order of their commits.
 *
 * <p>What callers see of a thing, before and after, goes to the audit log: it must hold no secret.
 */
public final class ChangeRecorder {

  private final OutboxRepository outbox;
  private final AuditTrail audit;
  private boolean recorded;

  ChangeRecorder(OutboxRepository outbox, AuditTrail audit) {
    this.outbox = outbox;
    this.audit = audit;
  }

  /** This thing is there once the transaction is committed. */
  public void created(Configuration configuration, Object after) {
    record(configuration.key(), ConfigurationCodec.write(configuration));
    audit.add(AuditAction.CREATE, AuditSubject.of(configuration), null, after);
  }

  /** This is the thing's state once the transaction is committed. */
  public void changed(Configuration configuration, Object before, Object after) {
    changed(AuditAction.UPDATE, configuration, before, after);
  }

  /** As {@link #changed(Configuration, Object, Object)}, by a change that has a name of its own. */
  public void changed(
      AuditAction action, Configuration configuration, Object before, Object after) {
    record(configuration.key(), ConfigurationCodec.write(configuration));
    audit.add(action, AuditSubject.of(configuration), before, after);
  }

  /** The thing is gone once the transaction is committed. */
  public void removed(Configuration configuration, Object before) {
    record(configuration.key(), null);
    audit.add(AuditAction.DELETE, AuditSubject.of(configuration), before, null);
  }

  /** Other services need this anew, though nobody changed anything. */
  public void republished(Configuration configuration) {
    record(configuration.key(), ConfigurationCodec.write(configuration));
  }

  /** Other services need this no longer, though nobody changed anything. */
  public void withdrawn(ConfigurationKey key) {
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
