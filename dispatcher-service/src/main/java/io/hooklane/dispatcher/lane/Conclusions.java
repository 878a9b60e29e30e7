package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Cancellation;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.id.AttemptId;
import io.hooklane.dispatcher.delay.DelayLadder;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.intake.TakenRecord;
import io.hooklane.dispatcher.reporting.DeliveryReports;
import io.hooklane.dispatcher.retry.RetryDecision;
import io.hooklane.dispatcher.retry.RetrySchedule;
import io.hooklane.dispatcher.sending.AttemptOutcome;
import io.hooklane.dispatcher.sending.Attempted;
import io.hooklane.dispatcher.sending.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What follows when a delivery leaves its lane: the report, and the next attempt if there is one.
 * The record in hand is finished once Kafka has acknowledged all of that, so that dying at any line
 * repeats an attempt at worst. Confined to one event loop.
 */
final class Conclusions {

  private static final byte[] NO_BODY = {};
  private static final double DIVERSION_JITTER = 0.2;

  private final DeliveryReports reports;
  private final DelayLadder ladder;
  private final RetrySchedule schedule;
  private final List<Duration> diversions;
  private final DispatchMetrics metrics;
  private final RandomGenerator random;
  private final Clock clock;

  Conclusions(
      DeliveryReports reports,
      DelayLadder ladder,
      RetrySchedule schedule,
      List<Duration> diversions,
      DispatchMetrics metrics,
      RandomGenerator random,
      Clock clock) {
    this.reports = reports;
    this.ladder = ladder;
    this.schedule = schedule;
    this.diversions = List.copyOf(diversions);
    this.metrics = metrics;
    this.random = random;
    this.clock = clock;
  }

  /** An attempt was made. */
  void attempted(InHand inHand, Endpoint endpoint, Attempted attempted) {
    switch (attempted.outcome()) {
      case AttemptOutcome.Succeeded succeeded ->
          conclude(inHand, endpoint, attempted, succeeded.response(), null, null);
      case AttemptOutcome.Refused refused ->
          conclude(
              inHand,
              endpoint,
              attempted,
              refused.response(),
              Failure.STATUS,
              "The receiver answered " + refused.response().status());
      case AttemptOutcome.Failed failed ->
          conclude(inHand, endpoint, attempted, null, failed.failure(), failed.detail());
    }
  }

  /** No attempt will be made. */
  void canceled(InHand inHand, String reason) {
    Delivery delivery = inHand.delivery();
    metrics.reached(DeliveryState.CANCELED, delivery.attempt());
    reports.canceled(
        new Cancellation(Subject.of(delivery), clock.instant(), reason),
        inHand.taken().key(),
        inHand.taken()::finish);
  }

  /** The lane cannot take it now: it comes again later, without an attempt. */
  void diverted(InHand inHand) {
    metrics.diverted();
    Delivery delivery = inHand.delivery();
    Duration wait = diversions.get(Math.min(delivery.diversions(), diversions.size() - 1));
    long jittered = (long) (wait.toMillis() * (1 + DIVERSION_JITTER * random.nextDouble()));
    ladder.putOff(
        delivery.divertedUntil(clock.instant().plusMillis(jittered)),
        inHand.taken().key(),
        inHand.taken().value(),
        inHand.taken()::finish);
  }

  /** It came long before its moment: it goes back to wait. */
  void tooEarly(InHand inHand) {
    TakenRecord taken = inHand.taken();
    ladder.putOff(inHand.delivery(), taken.key(), taken.value(), taken::finish);
  }

  private void conclude(
      InHand inHand,
      Endpoint endpoint,
      Attempted attempted,
      @Nullable Response response,
      @Nullable Failure failure,
      @Nullable String detail) {
    Delivery delivery = inHand.delivery();
    Instant retryAt = failure == null ? null : retryAt(delivery, endpoint);
    DeliveryState state =
        failure == null
            ? DeliveryState.SUCCESS
            : retryAt == null ? DeliveryState.FAILED : DeliveryState.PENDING;
    metrics.attempted(failure);
    metrics.reached(state, delivery.attempt());
    Attempt report =
        new Attempt(
            Subject.of(delivery),
            AttemptId.random(attempted.startedAt(), random),
            delivery.attempt(),
            delivery.trigger(),
            attempted.startedAt(),
            attempted.took(),
            endpoint.destination().url(),
            response == null ? 0 : response.status(),
            failure,
            detail,
            response == null ? null : response.headers(),
            state,
            retryAt);
    publish(inHand.taken(), delivery, report, response == null ? NO_BODY : response.body());
  }

  private @Nullable Instant retryAt(Delivery delivery, Endpoint endpoint) {
    RetryDecision decision =
        schedule.after(
            delivery.attempt(), delivery.trigger(), endpoint.retrySchedule(), clock.instant());
    return switch (decision) {
      case RetryDecision.RetryAt retry -> retry.due();
      case RetryDecision.GiveUp giveUp -> null;
    };
  }

  private void publish(TakenRecord taken, Delivery delivery, Attempt report, byte[] response) {
    Instant retryAt = report.nextAttemptAt();
    if (retryAt == null) {
      reports.attempted(report, taken.key(), response, taken::finish);
      return;
    }
    AtomicInteger outstanding = new AtomicInteger(2);
    Runnable acknowledged =
        () -> {
          if (outstanding.decrementAndGet() == 0) {
            taken.finish();
          }
        };
    reports.attempted(report, taken.key(), response, acknowledged);
    ladder.putOff(delivery.retriedAt(retryAt), taken.key(), taken.value(), acknowledged);
  }
}
