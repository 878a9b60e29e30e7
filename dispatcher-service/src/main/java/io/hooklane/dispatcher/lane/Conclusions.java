package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Cancellation;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.dispatcher.delay.DelayLadder;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.intake.TakenRecord;
import io.hooklane.dispatcher.reporting.DeliveryReports;
import io.hooklane.dispatcher.reporting.Finishing;
import io.hooklane.dispatcher.retry.RetryDecision;
import io.hooklane.dispatcher.retry.RetrySchedule;
import io.hooklane.dispatcher.sending.AttemptOutcome;
import io.hooklane.dispatcher.sending.Attempted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What follows when a delivery leaves its lane: the report, and the next attempt if there is one.
 * The record in hand is finished once Kafka has acknowledged all of that, so that dying at any line
 * repeats an attempt at worst. Of one whose partition was released meanwhile only the report is
 * written: its next owner makes the same attempt again, and with a next hop of ours the delivery
 * would be there twice. Confined to one event loop.
 */
final class Conclusions {

  private static final double DIVERSION_JITTER = 0.2;

  private final AttemptReports attempts;
  private final DeliveryReports reports;
  private final DelayLadder ladder;
  private final RetrySchedule schedule;
  private final List<Duration> diversions;
  private final DispatchMetrics metrics;
  private final RandomGenerator random;
  private final Clock clock;

  Conclusions(
      AttemptReports attempts,
      DeliveryReports reports,
      DelayLadder ladder,
      RetrySchedule schedule,
      List<Duration> diversions,
      DispatchMetrics metrics,
      RandomGenerator random,
      Clock clock) {
    this.attempts = attempts;
    this.reports = reports;
    this.ladder = ladder;
    this.schedule = schedule;
    this.diversions = List.copyOf(diversions);
    this.metrics = metrics;
    this.random = random;
    this.clock = clock;
  }

  /** An attempt was made. What it ended well or for good is so, whoever owns the record by now. */
  void attempted(InHand inHand, Endpoint endpoint, Attempted attempted) {
    Delivery delivery = inHand.delivery();
    TakenRecord taken = inHand.taken();
    Instant next = next(delivery, endpoint, attempted);
    boolean goesOn = taken.concludes() && next != null;
    if (next != null && !goesOn) {
      next = clock.instant();
    }
    EndpointVerdict verdict = Demands.verdict(attempted.outcome(), delivery, clock.instant());
    Finishing finishing = next == null && verdict == null ? taken.finishing() : null;
    Acknowledgements all =
        new Acknowledgements(next == null || goesOn ? taken::finish : taken::drop);
    attempts.write(delivery, taken.key(), endpoint, attempted, next, finishing, all.expect());
    if (verdict != null) {
      reports.verdict(verdict, taken.key(), all.expect());
    }
    if (next != null && goesOn) {
      ladder.putOff(delivery.retriedAt(next), taken.key(), taken.value(), all.expect());
    }
    all.noMore();
  }

  /** When the next attempt is due; null when there is none. */
  private @Nullable Instant next(Delivery delivery, Endpoint endpoint, Attempted attempted) {
    AttemptOutcome outcome = attempted.outcome();
    if (outcome instanceof AttemptOutcome.Succeeded || Demands.forbidsRetry(outcome)) {
      return null;
    }
    Instant now = clock.instant();
    RetryDecision decision =
        schedule.after(delivery.attempt(), delivery.trigger(), endpoint.retrySchedule(), now);
    return switch (decision) {
      case RetryDecision.RetryAt retry -> Demands.notBefore(outcome, retry.due(), now);
      case RetryDecision.GiveUp giveUp -> null;
    };
  }

  /** No attempt will be made. */
  void canceled(InHand inHand, String reason) {
    Delivery delivery = inHand.delivery();
    metrics.reached(DeliveryState.CANCELED, delivery);
    reports.canceled(
        new Cancellation(Subject.of(delivery), clock.instant(), delivery.trigger(), reason),
        inHand.taken().key(),
        inHand.taken().finishing(),
        inHand.taken()::finish);
  }

  /** The lane cannot take it now: it comes again later, without an attempt. */
  void diverted(InHand inHand, Admission.Diverted diverted) {
    metrics.diverted(diverted.why());
    Delivery delivery = inHand.delivery();
    long wait = diverted.waitNanos() > 0 ? atLeast(diverted.waitNanos()) : waitForRoom(delivery);
    goesOn(inHand.taken(), delivery.divertedUntil(clock.instant().plusMillis(wait)));
  }

  /** In milliseconds, never less. */
  private static long atLeast(long nanos) {
    return nanos / 1_000_000 + 1;
  }

  private long waitForRoom(Delivery delivery) {
    Duration wait = diversions.get(Math.min(delivery.diversions(), diversions.size() - 1));
    return (long) (wait.toMillis() * (1 + DIVERSION_JITTER * random.nextDouble()));
  }

  /** It came long before its moment: it goes back to wait. */
  void tooEarly(InHand inHand) {
    goesOn(inHand.taken(), inHand.delivery());
  }

  private void goesOn(TakenRecord taken, Delivery delivery) {
    if (taken.concludes()) {
      ladder.putOff(delivery, taken.key(), taken.value(), taken::finish);
    } else {
      taken.drop();
    }
  }
}
