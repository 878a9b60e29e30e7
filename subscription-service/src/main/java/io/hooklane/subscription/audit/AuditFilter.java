package io.hooklane.subscription.audit;

import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for.
 *
 * @param application those of this application's id; null for all
 * @param kind those of this kind of thing; null for all
 * @param thing those of the thing of this id or name; null for all
 */
record AuditFilter(@Nullable String application, @Nullable String kind, @Nullable String thing) {}
