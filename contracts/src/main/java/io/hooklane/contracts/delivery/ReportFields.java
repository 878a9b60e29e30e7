package io.hooklane.contracts.delivery;

import io.hooklane.contracts.FieldReader;
import io.hooklane.contracts.FieldWriter;
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
import org.jspecify.annotations.Nullable;

/** The fields of a report, but for the delivery's id, in the order in which they stand. */
final class ReportFields {

  private static final String ATTEMPT = "attempt";
  private static final String CANCELLATION = "cancellation";
  private static final int EXPECTED_BYTES = 512;

  private ReportFields() {}

  static byte[] bytes(DeliveryReport report) {
    Subject subject = report.subject();
    FieldWriter fields =
        new FieldWriter(EXPECTED_BYTES)
            .text(subject.message().value())
            .text(subject.environment().value())
            .text(subject.application().value())
            .text(subject.endpoint().value())
            .text(subject.eventType())
            .number(subject.acceptedAt().toEpochMilli())
            .number(report.at().toEpochMilli());
    switch (report) {
      case Cancellation cancellation ->
          fields
              .text(CANCELLATION)
              .text(cancellation.trigger().wireName())
              .text(cancellation.reason());
      case Attempt attempt -> write(attempt, fields);
    }
    return fields.toBytes();
  }

  private static void write(Attempt attempt, FieldWriter fields) {
    fields
        .text(ATTEMPT)
        .text(attempt.trigger().wireName())
        .text(attempt.id().value())
        .number(attempt.number())
        .number(attempt.duration().toMillis())
        .text(attempt.url())
        .number(attempt.statusCode())
        .text(attempt.failure() == null ? null : attempt.failure().wireName())
        .text(attempt.failureDetail())
        .text(attempt.timings().equals(Timings.UNKNOWN) ? null : attempt.timings().text())
        .text(attempt.requestHeaders())
        .text(attempt.responseHeaders())
        .text(attempt.state().wireName());
    if (attempt.nextAttemptAt() == null) {
      fields.none();
    } else {
      fields.number(attempt.nextAttemptAt().toEpochMilli());
    }
  }

  static DeliveryReport read(DeliveryId delivery, FieldReader fields) {
    MessageId message = new MessageId(fields.required("message"));
    EnvironmentId environment = new EnvironmentId(fields.requiredCommon("environment"));
    ApplicationId application = new ApplicationId(fields.requiredCommon("application"));
    EndpointId endpoint = new EndpointId(fields.requiredCommon("endpoint"));
    String eventType = fields.requiredCommon("eventType");
    Instant acceptedAt = Instant.ofEpochMilli(fields.requiredNumber("acceptedAt"));
    Subject subject =
        new Subject(delivery, message, environment, application, endpoint, eventType, acceptedAt);
    Instant at = Instant.ofEpochMilli(fields.requiredNumber("at"));
    String kind = fields.requiredCommon("kind");
    Trigger trigger = Trigger.ofWireName(fields.requiredCommon("trigger"));
    return switch (kind) {
      case CANCELLATION -> new Cancellation(subject, at, trigger, fields.required("reason"));
      case ATTEMPT -> attempt(subject, at, trigger, fields);
      default -> throw new UnreadableRecordException("Unknown kind of report: " + kind);
    };
  }

  private static Attempt attempt(Subject subject, Instant at, Trigger trigger, FieldReader fields) {
    AttemptId id = new AttemptId(fields.required("id"));
    int number = Math.toIntExact(fields.requiredNumber("number"));
    Duration duration = Duration.ofMillis(fields.requiredNumber("duration"));
    String url = fields.requiredCommon("url");
    int statusCode = Math.toIntExact(fields.requiredNumber("statusCode"));
    String failure = fields.text();
    String failureDetail = fields.text();
    Timings timings = Timings.ofText(fields.text());
    String requestHeaders = fields.text();
    String responseHeaders = fields.text();
    DeliveryState state = DeliveryState.ofWireName(fields.requiredCommon("state"));
    return new Attempt(
        subject,
        id,
        number,
        trigger,
        at,
        duration,
        url,
        statusCode,
        failure == null ? null : Failure.ofWireName(failure),
        failureDetail,
        timings,
        requestHeaders,
        responseHeaders,
        state,
        moment(fields.number("nextAttemptAt")));
  }

  private static @Nullable Instant moment(@Nullable Long milliseconds) {
    return milliseconds == null ? null : Instant.ofEpochMilli(milliseconds);
  }
}
