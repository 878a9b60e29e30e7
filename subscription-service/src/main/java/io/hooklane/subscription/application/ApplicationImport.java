package io.hooklane.subscription.application;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.subscription.attribute.Uid;
import org.jspecify.annotations.Nullable;

/**
 * An application as an export has it.
 *
 * @param exportedAs the id that it had there; at least this or a uid is there
 */
public record ApplicationImport(ApplicationSettings settings, @Nullable ApplicationId exportedAs) {

  public ApplicationImport {
    if (settings.uid() == null && exportedAs == null) {
      throw new IllegalArgumentException("Give a uid, or the id that it was exported with");
    }
  }

  /** What tells it from the others of its environment. */
  public String name() {
    Uid uid = settings.uid();
    return uid == null ? String.valueOf(exportedAs) : uid.value();
  }
}
