package io.hooklane.contracts.delivery;

import io.hooklane.contracts.HeaderSource;
import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Cancellation;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.AttemptId;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import java.time.Duration;
import java.time.Instant;

/**
 * Reports whose every field stands in a header of its own, as they were written at first. Their
 * topic may hold such for as long as it keeps anything.
 */
final class ReportOfTheFirstRelease {

  private ReportOfTheFirstRelease() {}

  static DeliveryReport read(DeliveryId delivery, HeaderSource headers) {
    Subject subject =
        new Subject(
            delivery,
            new MessageId(headers.required("hooklane_message")),
            new EnvironmentId(headers.required("hooklane_env")),
            new ApplicationId(headers.required("hooklane_app")),
            new EndpointId(headers.required("hooklane_endpoint")),
            headers.required("hooklane_type"),
            Instant.ofEpochMilli(headers.requiredNumber("hooklane_accepted")));
    Instant at = Instant.ofEpochMilli(headers.requiredNumber("hooklane_at"));
    String kind = headers.required("hooklane_report");
    return switch (kind) {
      case "cancellation" -> cancellation(subject, at, headers);
      case "attempt" -> attempt(subject, at, headers);
      default -> throw new UnreadableRecordException("Unknown kind of report: " + kind);
    };
  }

  private static Cancellation cancellation(Subject subject, Instant at, HeaderSource headers) {
    String trigger = headers.text("hooklane_trigger");
    return new Cancellation(
        subject,
        at,
        trigger == null ? Trigger.SCHEDULED : Trigger.ofWireName(trigger),
        headers.required("hooklane_reason"));
  }

  private static Attempt attempt(Subject subject, Instant at, HeaderSource headers) {
    String failure = headers.text("hooklane_failure");
    return new Attempt(
        subject,
        new AttemptId(headers.required("hooklane_attemptid")),
        Math.toIntExact(headers.requiredNumber("hooklane_attempt")),
        Trigger.ofWireName(headers.required("hooklane_trigger")),
        at,
        Duration.ofMillis(headers.requiredNumber("hooklane_duration")),
        headers.required("hooklane_url"),
        Math.toIntExact(headers.requiredNumber("hooklane_status")),
        failure == null ? null : Failure.ofWireName(failure),
        headers.text("hooklane_failuredetail"),
        Timings.ofText(headers.text("hooklane_timings")),
        headers.text("hooklane_requestheaders"),
        headers.text("hooklane_responseheaders"),
        DeliveryState.ofWireName(headers.required("hooklane_state")),
        headers.text("hooklane_next") == null
            ? null
            : Instant.ofEpochMilli(headers.requiredNumber("hooklane_next")));
  }
}
