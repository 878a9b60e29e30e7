package io.hooklane.dispatcher.sending;

import java.time.Duration;
import java.time.Instant;

/**
 * An attempt that was made.
 *
 * @param startedAt when its first step was taken
 * @param took until its last
 */
public record Attempted(Instant startedAt, Duration took, AttemptOutcome outcome) {}
