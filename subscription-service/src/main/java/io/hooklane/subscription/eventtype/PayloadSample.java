package io.hooklane.subscription.eventtype;

import org.jspecify.annotations.Nullable;

/**
 * A payload that shows what events of a type are like.
 *
 * @param version of the schema; null when the event type has none
 * @param json a JSON object; null when there is none that fits the schema
 * @param generated whether it was made of the schema, because nobody gave one
 * @param reason why there is none; null when there is one
 */
public record PayloadSample(
    @Nullable String version, @Nullable String json, boolean generated, @Nullable String reason) {}
