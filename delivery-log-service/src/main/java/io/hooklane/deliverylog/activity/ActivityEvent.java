package io.hooklane.deliverylog.activity;

import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Cancellation;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.deliverylog.activity.ActivityFilter.Status;

/**
 * An attempt or a cancellation, and where it stands in the topic.
 *
 * @param after how far a stream has come that has shown it
 */
record ActivityEvent(int partition, long offset, DeliveryReport report, Positions after) {

  /** Without what no stream shows, which may be long. */
  ActivityEvent {
    report =
        switch (report) {
          case Attempt attempt -> withoutHeaders(attempt);
          case Cancellation cancellation -> cancellation;
        };
  }

  Subject subject() {
    return report.subject();
  }

  Status status() {
    return switch (report) {
      case Attempt attempt -> attempt.succeeded() ? Status.SUCCESS : Status.FAIL;
      case Cancellation ignored -> Status.CANCELED;
    };
  }

  private static Attempt withoutHeaders(Attempt attempt) {
    return new Attempt(
        attempt.subject(),
        attempt.id(),
        attempt.number(),
        attempt.trigger(),
        attempt.at(),
        attempt.duration(),
        attempt.url(),
        attempt.statusCode(),
        attempt.failure(),
        attempt.failureDetail(),
        attempt.timings(),
        null,
        null,
        attempt.state(),
        attempt.nextAttemptAt());
  }
}
