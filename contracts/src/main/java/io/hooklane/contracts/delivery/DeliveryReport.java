package io.hooklane.contracts.delivery;

import io.hooklane.contracts.FieldReader;
import io.hooklane.contracts.HeaderSink;
import io.hooklane.contracts.HeaderSource;
import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.AttemptId;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a delivery, as it stands in the headers of a record on {@code hooklane.attempts}.
 * The key is the endpoint's id. An attempt's value is the response body, at most 20,000 bytes; a
 * cancellation's is empty.
 */
public sealed interface DeliveryReport {

  /** The delivery that is reported on. */
  Subject subject();

  /** Where the delivery stands after this. */
  DeliveryState state();

  /** When this happened: an attempt's start, a cancellation's moment. */
  Instant at();

  /** Whose report it is: enough to record the delivery even when nothing else of it came yet. */
  record Subject(
      DeliveryId delivery,
      MessageId message,
      EnvironmentId environment,
      ApplicationId application,
      EndpointId endpoint,
      String eventType,
      Instant acceptedAt) {

    public static Subject of(Delivery delivery) {
      return new Subject(
          delivery.id(),
          delivery.message(),
          delivery.environment(),
          delivery.application(),
          delivery.endpoint(),
          delivery.eventType(),
          delivery.acceptedAt());
    }
  }

  /**
   * One HTTP try.
   *
   * @param number from 1
   * @param at when the try began
   * @param duration from the first step of the connection to the end of the response
   * @param url where it was sent
   * @param statusCode the response's, or 0 when none came
   * @param failure why it failed; null when it succeeded
   * @param failureDetail a sentence for people; never a secret
   * @param timings of which duration is the whole
   * @param requestHeaders as {@code responseHeaders}, of what was sent, in lower case, {@code ***}
   *     for each value that is or could be a secret; null when nothing was sent. Left out are those
   *     of the connection and those that the rest tells: {@code webhook-id}; {@code content-type}
   *     when it is {@code application/json}; {@code webhook-signature} beside {@code
   *     webhook-timestamp}; {@code svix-id} and {@code svix-timestamp} beside {@code
   *     svix-signature}
   * @param responseHeaders {@code name: value} lines separated by line feeds; null when no response
   *     came
   * @param nextAttemptAt when the next try is due; null when there is none
   */
  record Attempt(
      Subject subject,
      AttemptId id,
      int number,
      Trigger trigger,
      Instant at,
      Duration duration,
      String url,
      int statusCode,
      @Nullable Failure failure,
      @Nullable String failureDetail,
      Timings timings,
      @Nullable String requestHeaders,
      @Nullable String responseHeaders,
      DeliveryState state,
      @Nullable Instant nextAttemptAt)
      implements DeliveryReport {

    public Attempt {
      at = Instant.ofEpochMilli(at.toEpochMilli());
      duration = Duration.ofMillis(duration.toMillis());
      nextAttemptAt =
          nextAttemptAt == null ? null : Instant.ofEpochMilli(nextAttemptAt.toEpochMilli());
    }

    /** Whether the receiver answered 200–299. */
    public boolean succeeded() {
      return failure == null;
    }
  }

  /**
   * The end of a delivery without another try.
   *
   * @param trigger what caused the attempt that is not made; one by hand leaves the schedule's as
   *     they are
   * @param reason a sentence for people
   */
  record Cancellation(Subject subject, Instant at, Trigger trigger, String reason)
      implements DeliveryReport {

    public Cancellation {
      at = Instant.ofEpochMilli(at.toEpochMilli());
    }

    /** Of a delivery of the schedule's. */
    public Cancellation(Subject subject, Instant at, String reason) {
      this(subject, at, Trigger.SCHEDULED, reason);
    }

    @Override
    public DeliveryState state() {
      return DeliveryState.CANCELED;
    }
  }

  /** Writes the record's headers. */
  default void writeTo(HeaderSink headers) {
    headers.add(Delivery.ID_HEADER, subject().delivery().value());
    headers.add(Delivery.FIELDS_HEADER, ReportFields.bytes(this));
  }

  /**
   * Reads the record's headers.
   *
   * @throws UnreadableRecordException when something is missing or malformed
   */
  static DeliveryReport readFrom(HeaderSource headers) {
    try {
      DeliveryId delivery = new DeliveryId(headers.required(Delivery.ID_HEADER));
      FieldReader fields = headers.fields(Delivery.FIELDS_HEADER);
      return fields == null
          ? ReportOfTheFirstRelease.read(delivery, headers)
          : ReportFields.read(delivery, fields);
    } catch (UnreadableRecordException e) {
      throw e;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UnreadableRecordException("Not a report: " + e.getMessage(), e);
    }
  }

  /**
   * When the message was accepted, of a record with {@link Delivery#FIELDS_HEADER}: nothing else of
   * it is read.
   *
   * @throws UnreadableRecordException when it does not say so
   */
  static Instant acceptedAt(HeaderSource headers) {
    return Delivery.acceptedAt(headers);
  }
}
