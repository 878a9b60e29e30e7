package io.hooklane.subscription.transfer;

import io.hooklane.subscription.configlog.ChangeRecorder;
import io.hooklane.subscription.configlog.ConfigurationChanges;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** The transactions of an import, or of the rehearsal of one, which undoes each at its end. */
final class ImportTransactions {

  private final ConfigurationChanges changes;
  private final boolean rehearsal;

  ImportTransactions(ConfigurationChanges changes, boolean rehearsal) {
    this.changes = changes;
    this.rehearsal = rehearsal;
  }

  boolean isRehearsal() {
    return rehearsal;
  }

  /** Makes a change in a transaction of its own. */
  <T> T make(Function<ChangeRecorder, T> change) {
    if (!rehearsal) {
      return changes.make(change);
    }
    AtomicReference<T> result = new AtomicReference<>();
    try {
      changes.make(
          recorder -> {
            result.set(change.apply(recorder));
            throw new RehearsedException();
          });
    } catch (RehearsedException e) {
      // As it should be: nothing stays.
    }
    return Objects.requireNonNull(result.get());
  }

  private static final class RehearsedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RehearsedException() {
      super("rehearsed", null, false, false);
    }
  }
}
