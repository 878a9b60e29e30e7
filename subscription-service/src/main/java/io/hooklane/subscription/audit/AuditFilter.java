package io.hooklane.subscription.audit;

import io.hooklane.management.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for.
 *
 * @param application those of this application's id; null for all
 * @param kind those of this kind of thing; null for all
 * @param thing those of the thing of this id or name; null for all
 */
record AuditFilter(@Nullable String application, @Nullable String kind, @Nullable String thing) {

  AuditFilter {
    requireStorable("application", application);
    requireStorable("kind", kind);
    requireStorable("thing", thing);
  }

  /** The database knows no text with NUL, not even to look for. */
  private static void requireStorable(String parameter, @Nullable String value) {
    if (value != null && value.indexOf('\0') >= 0) {
      throw ValidationException.query(parameter, "The character NUL is in no name");
    }
  }
}
