package io.hooklane.dispatcher.sending;

import io.hooklane.contracts.delivery.Timings;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that was made.
 *
 * @param startedAt when its first step was taken
 * @param took until its last
 * @param timings how long each step took
 * @param requestHeaders what was sent, as a report tells it; null when nothing was
 */
public record Attempted(
    Instant startedAt,
    Duration took,
    Timings timings,
    @Nullable String requestHeaders,
    AttemptOutcome outcome) {}
