package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.health.EndpointVerdict.Verdict;
import io.hooklane.dispatcher.sending.AttemptOutcome;
import io.hooklane.dispatcher.sending.Response;
import io.hooklane.dispatcher.sending.Wish;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a receiver's answer asks for, whatever the schedule says. */
final class Demands {

  private static final int GONE = 410;
  private static final long NANOS_OF_MILLI = 1_000_000;

  private Demands() {}

  /** That the delivery's endpoint should be disabled; null when it should not. */
  static @Nullable EndpointVerdict verdict(AttemptOutcome outcome, Delivery delivery, Instant now) {
    Response response = response(outcome);
    if (response != null && response.status() == GONE) {
      return verdict(delivery, Verdict.GONE, now, "The receiver answered 410 Gone");
    }
    if (response != null && response.wish() == Wish.DISABLE) {
      return verdict(
          delivery, Verdict.REFUSED, now, "The receiver answered with webhook-delivery: disable");
    }
    return null;
  }

  private static EndpointVerdict verdict(
      Delivery delivery, Verdict verdict, Instant now, String detail) {
    return new EndpointVerdict(
        delivery.endpoint(), delivery.application(), delivery.environment(), verdict, now, detail);
  }

  /** Whether a delivery whose attempt failed like this must not be tried again. */
  static boolean forbidsRetry(AttemptOutcome outcome) {
    return outcome instanceof AttemptOutcome.Refused refused
        && (refused.response().status() == GONE || refused.response().wish() == Wish.ABORT_MESSAGE);
  }

  /**
   * The first moment, in whole milliseconds, that is neither before {@code due} nor before the time
   * that the receiver asked for.
   */
  static Instant notBefore(AttemptOutcome outcome, Instant due, Instant now) {
    Response response = response(outcome);
    Duration asked = response == null ? null : response.retryAfter();
    if (asked == null) {
      return due;
    }
    Instant earliest = now.plus(asked).plusNanos(NANOS_OF_MILLI - 1);
    Instant whole = Instant.ofEpochMilli(earliest.toEpochMilli());
    return whole.isAfter(due) ? whole : due;
  }

  private static @Nullable Response response(AttemptOutcome outcome) {
    return switch (outcome) {
      case AttemptOutcome.Succeeded succeeded -> succeeded.response();
      case AttemptOutcome.Refused refused -> refused.response();
      case AttemptOutcome.Failed failed -> null;
    };
  }
}
