package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.configuration.Configuration.Ordering;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Cancellation;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.health.EndpointVerdict.Verdict;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.reporting.DeliveryReports;
import io.hooklane.dispatcher.retry.RetrySchedule;
import io.hooklane.dispatcher.sending.AttemptOutcome;
import io.hooklane.dispatcher.sending.Attempted;
import io.hooklane.dispatcher.sending.Response;
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
    Instant next = next(ordered, endpoint, ordering, attempted);
    attempts.write(
        delivery,
        ordered.taken().key(),
        endpoint,
        attempted,
        next,
        ordered.acknowledgements().expect());
    if (next == null) {
      ordered.acknowledgements().noMore();
    } else {
      ordered.retriedAt(next);
    }
    return next;
  }

  /** No attempt will be made. */
  void canceled(OrderedDelivery ordered, String reason) {
    Delivery delivery = ordered.delivery();
    metrics.reached(DeliveryState.CANCELED, delivery.attempt());
    reports.canceled(
        new Cancellation(Subject.of(delivery), clock.instant(), reason),
        ordered.taken().key(),
        ordered.acknowledgements().expect());
    ordered.acknowledgements().noMore();
  }

  private @Nullable Instant next(
      OrderedDelivery ordered, Endpoint endpoint, Ordering ordering, Attempted attempted) {
    return switch (attempted.outcome()) {
      case AttemptOutcome.Succeeded succeeded -> null;
      case AttemptOutcome.Refused refused ->
          afterFailure(ordered, endpoint, ordering, refused.response());
      case AttemptOutcome.Failed failed -> afterFailure(ordered, endpoint, ordering, null);
    };
  }

  private @Nullable Instant afterFailure(
      OrderedDelivery ordered, Endpoint endpoint, Ordering ordering, @Nullable Response response) {
    Delivery delivery = ordered.delivery();
    if (delivery.trigger() == Trigger.MANUAL) {
      return null;
    }
    Instant now = clock.instant();
    Instant end = delivery.acceptedAt().plus(ordering.maximumAge());
    boolean tooOld = !now.isBefore(end);
    if (tooOld) {
      switch (ordering.whenTooOld()) {
        case SKIP -> {
          return null;
        }
        case DISABLE -> reportStuck(ordered, now);
      }
    }
    Instant next = schedule.again(delivery.attempt(), endpoint.retrySchedule(), longestWait, now);
    if (!tooOld && next.isAfter(end)) {
      next = end;
    }
    Duration retryAfter = response == null ? null : response.retryAfter();
    Instant asked = retryAfter == null ? next : now.plus(retryAfter);
    return asked.isAfter(next) ? asked : next;
  }

  /** It is tried on until the endpoint is disabled, which cancels it. */
  private void reportStuck(OrderedDelivery ordered, Instant now) {
    Delivery delivery = ordered.delivery();
    reports.verdict(
        new EndpointVerdict(
            delivery.endpoint(),
            delivery.application(),
            delivery.environment(),
            Verdict.STUCK,
            now,
            "The endpoint asks for order, and its next message could not be delivered for too long"),
        ordered.taken().key(),
        ordered.acknowledgements().expect());
  }
}
