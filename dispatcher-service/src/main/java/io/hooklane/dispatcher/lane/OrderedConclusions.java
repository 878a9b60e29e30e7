package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.configuration.Configuration.Ordering;
import io.hooklane.contracts.configuration.Configuration.WhenTooOld;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Cancellation;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.health.EndpointVerdict.Verdict;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.intake.TakenRecord;
import io.hooklane.dispatcher.reporting.DeliveryReports;
import io.hooklane.dispatcher.reporting.Finishing;
import io.hooklane.dispatcher.retry.RetrySchedule;
import io.hooklane.dispatcher.sending.AttemptOutcome;
import io.hooklane.dispatcher.sending.Attempted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What follows an attempt at an ordered endpoint's delivery. The record in hand is finished once
 * Kafka has acknowledged the reports of all its attempts. Confined to one event loop.
 */
final class OrderedConclusions {

  private final AttemptReports attempts;
  private final DeliveryReports reports;
  private final RetrySchedule schedule;
  private final Duration longestWait;
  private final DispatchMetrics metrics;
  private final Clock clock;

  OrderedConclusions(
      AttemptReports attempts,
      DeliveryReports reports,
      RetrySchedule schedule,
      Duration longestWait,
      DispatchMetrics metrics,
      Clock clock) {
    this.attempts = attempts;
    this.reports = reports;
    this.schedule = schedule;
    this.longestWait = longestWait;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * An attempt was made.
   *
   * @return when the next one is due; null when the delivery has ended
   */
  @Nullable Instant attempted(
      OrderedDelivery ordered, Endpoint endpoint, Ordering ordering, Attempted attempted) {
    Delivery delivery = ordered.delivery();
    TakenRecord taken = ordered.taken();
    Acknowledgements all = ordered.acknowledgements();
    Instant now = clock.instant();
    EndpointVerdict verdict = Demands.verdict(attempted.outcome(), delivery, now);
    Instant next = next(delivery, endpoint, ordering, attempted.outcome(), now);
    if (verdict == null && next != null && isTooOld(delivery, ordering, now)) {
      verdict = stuck(delivery, now);
    }
    if (verdict != null) {
      reports.verdict(verdict, taken.key(), all.expect());
    }
    boolean onlyReport = delivery.attempt() == 1 && next == null && verdict == null;
    Finishing finishing = onlyReport ? taken.finishing() : null;
    attempts.write(delivery, taken.key(), endpoint, attempted, next, finishing, all.expect());
    if (next == null) {
      all.noMore();
    } else {
      ordered.retriedAt(next);
    }
    return next;
  }

  /** No attempt will be made. */
  void canceled(OrderedDelivery ordered, String reason) {
    Delivery delivery = ordered.delivery();
    metrics.reached(DeliveryState.CANCELED, delivery);
    reports.canceled(
        new Cancellation(Subject.of(delivery), clock.instant(), delivery.trigger(), reason),
        ordered.taken().key(),
        null,
        ordered.acknowledgements().expect());
    ordered.acknowledgements().noMore();
  }

  private @Nullable Instant next(
      Delivery delivery,
      Endpoint endpoint,
      Ordering ordering,
      AttemptOutcome outcome,
      Instant now) {
    boolean tooOld = isTooOld(delivery, ordering, now);
    if (outcome instanceof AttemptOutcome.Succeeded
        || Demands.forbidsRetry(outcome)
        || delivery.trigger() == Trigger.MANUAL
        || (tooOld && ordering.whenTooOld() == WhenTooOld.SKIP)) {
      return null;
    }
    Instant next = schedule.again(delivery.attempt(), endpoint.retrySchedule(), longestWait, now);
    Instant end = end(delivery, ordering);
    return Demands.notBefore(outcome, tooOld || next.isBefore(end) ? next : end, now);
  }

  private static boolean isTooOld(Delivery delivery, Ordering ordering, Instant now) {
    return !now.isBefore(end(delivery, ordering));
  }

  private static Instant end(Delivery delivery, Ordering ordering) {
    return delivery.acceptedAt().plus(ordering.maximumAge());
  }

  /** It is tried on until the endpoint is disabled, which cancels it. */
  private static EndpointVerdict stuck(Delivery delivery, Instant now) {
    return new EndpointVerdict(
        delivery.endpoint(),
        delivery.application(),
        delivery.environment(),
        Verdict.STUCK,
        now,
        "The endpoint asks for order, and its next message could not be delivered for too long");
  }
}
