package io.hooklane.subscription.sample;

import org.jspecify.annotations.Nullable;

/**
 * Which sample is asked for.
 *
 * @param version of the event type's schema; null for the highest
 * @param exampleIndex which of the examples that stand in that schema, from 0
 */
record WantedSample(String eventType, @Nullable String version, int exampleIndex) {}
