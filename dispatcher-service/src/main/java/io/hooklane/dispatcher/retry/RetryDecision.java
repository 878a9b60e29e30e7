package io.hooklane.dispatcher.retry;

import java.time.Instant;

/** What follows a failed attempt. */
public sealed interface RetryDecision {

  /** Another attempt, not before this moment. */
  record RetryAt(Instant due) implements RetryDecision {}

  /** No other attempt: the schedule is spent. */
  record GiveUp() implements RetryDecision {}
}
