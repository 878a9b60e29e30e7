package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.id.AttemptId;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.reporting.DeliveryReports;
import io.hooklane.dispatcher.reporting.Finishing;
import io.hooklane.dispatcher.sending.AttemptOutcome;
import io.hooklane.dispatcher.sending.Attempted;
import io.hooklane.dispatcher.sending.Response;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Counts and reports attempts. Confined to one event loop. */
final class AttemptReports {

  private static final byte[] NO_BODY = {};

  private final DeliveryReports reports;
  private final DispatchMetrics metrics;
  private final RandomGenerator random;

  AttemptReports(DeliveryReports reports, DispatchMetrics metrics, RandomGenerator random) {
    this.reports = reports;
    this.metrics = metrics;
    this.random = random;
  }

  /**
   * Reports an attempt.
   *
   * @param key the record key of the delivery
   * @param next when the next attempt is due; null when there is none
   * @param finishing what is finished with it; null when more follows
   * @param acknowledged called once, when Kafka has the report
   */
  void write(
      Delivery delivery,
      byte[] key,
      Endpoint endpoint,
      Attempted attempted,
      @Nullable Instant next,
      @Nullable Finishing finishing,
      Runnable acknowledged) {
    switch (attempted.outcome()) {
      case AttemptOutcome.Succeeded succeeded -> {
        Response response = succeeded.response();
        write(
            delivery,
            key,
            endpoint,
            attempted,
            response,
            null,
            null,
            next,
            finishing,
            acknowledged);
      }
      case AttemptOutcome.Refused refused -> {
        Response response = refused.response();
        String detail = "The receiver answered " + response.status();
        write(
            delivery,
            key,
            endpoint,
            attempted,
            response,
            Failure.STATUS,
            detail,
            next,
            finishing,
            acknowledged);
      }
      case AttemptOutcome.Failed failed ->
          write(
              delivery,
              key,
              endpoint,
              attempted,
              null,
              failed.failure(),
              failed.detail(),
              next,
              finishing,
              acknowledged);
    }
  }

  private void write(
      Delivery delivery,
      byte[] key,
      Endpoint endpoint,
      Attempted attempted,
      @Nullable Response response,
      @Nullable Failure failure,
      @Nullable String detail,
      @Nullable Instant next,
      @Nullable Finishing finishing,
      Runnable acknowledged) {
    DeliveryState state = state(failure, next);
    metrics.attempted(failure);
    metrics.reached(state, delivery);
    reports.attempted(
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
            attempted.timings(),
            attempted.requestHeaders(),
            response == null ? null : response.headers(),
            state,
            next),
        key,
        response == null ? NO_BODY : response.body(),
        finishing,
        acknowledged);
  }

  private static DeliveryState state(@Nullable Failure failure, @Nullable Instant next) {
    if (failure == null) {
      return DeliveryState.SUCCESS;
    }
    return next == null ? DeliveryState.FAILED : DeliveryState.PENDING;
  }
}
