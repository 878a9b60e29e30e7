package io.hooklane.contracts.delivery;

import io.hooklane.contracts.FieldReader;
import io.hooklane.contracts.FieldWriter;
import io.hooklane.contracts.HeaderSink;
import io.hooklane.contracts.HeaderSource;
import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message bound to one endpoint, about to be attempted. It stands in the headers of a record on
 * {@code hooklane.deliveries}, {@code .ordered}, {@code .due} or a delay tier: its id and when it
 * is due, which some ask for alone, and the rest as the fields of one header. The value is the body
 * to send; the key is the endpoint's id. Where to send it and with which secret is not in it: that
 * is taken from the configuration when it is sent.
 *
 * @param acceptedAt when the message was accepted, to the millisecond
 * @param contentType the body's media type
 * @param attempt the number of the attempt that comes next, from 1
 * @param trigger what caused that attempt
 * @param dueAt when that attempt may be made, to the millisecond, never before
 * @param diversions how often it was put off because its lane could not take it; such a wait is no
 *     attempt
 * @param configurationOffset the first offset of the configuration log that was not yet applied
 *     when the message was resolved: who sends it must have applied at least as much, so that what
 *     an API answer promised holds
 * @param task the background task that asked for it; null for any other delivery
 */
public record Delivery(
    DeliveryId id,
    MessageId message,
    EnvironmentId environment,
    ApplicationId application,
    EndpointId endpoint,
    String eventType,
    Instant acceptedAt,
    String contentType,
    int attempt,
    Trigger trigger,
    Instant dueAt,
    int diversions,
    long configurationOffset,
    @Nullable TaskId task) {

  /** The header with the delivery's id, of deliveries and of reports on them. */
  public static final String ID_HEADER = "hooklane_delivery";

  /** The header with the time when the next attempt may be made, in milliseconds since 1970. */
  public static final String DUE_HEADER = "hooklane_due";

  /** The header that holds everything else, of deliveries and of reports on them. */
  public static final String FIELDS_HEADER = "hooklane_fields";

  private static final int EXPECTED_BYTES = 256;

  /** Message, environment, application, endpoint and event type, of reports too. */
  private static final int BEFORE_ACCEPTED_AT = 5;

  public Delivery {
    acceptedAt = Instant.ofEpochMilli(acceptedAt.toEpochMilli());
    dueAt = Instant.ofEpochMilli(dueAt.toEpochMilli());
    if (attempt < 1) {
      throw new IllegalArgumentException("Attempts are numbered from 1, not " + attempt);
    }
    if (diversions < 0) {
      throw new IllegalArgumentException("A delivery cannot be diverted " + diversions + " times");
    }
  }

  /** The same delivery with its next attempt at a later time. */
  public Delivery retriedAt(Instant due) {
    return new Delivery(
        id,
        message,
        environment,
        application,
        endpoint,
        eventType,
        acceptedAt,
        contentType,
        attempt + 1,
        trigger,
        due,
        0,
        configurationOffset,
        task);
  }

  /** The same attempt put off, since its lane could not take it. */
  public Delivery divertedUntil(Instant due) {
    return new Delivery(
        id,
        message,
        environment,
        application,
        endpoint,
        eventType,
        acceptedAt,
        contentType,
        attempt,
        trigger,
        due,
        diversions + 1,
        configurationOffset,
        task);
  }

  /** Writes the record's headers. */
  public void writeTo(HeaderSink headers) {
    headers.add(ID_HEADER, id.value());
    headers.add(DUE_HEADER, dueAt.toEpochMilli());
    headers.add(
        FIELDS_HEADER,
        new FieldWriter(EXPECTED_BYTES)
            .text(message.value())
            .text(environment.value())
            .text(application.value())
            .text(endpoint.value())
            .text(eventType)
            .number(acceptedAt.toEpochMilli())
            .text(contentType)
            .number(attempt)
            .text(trigger.wireName())
            .number(diversions)
            .number(configurationOffset)
            .text(task == null ? null : task.value())
            .toBytes());
  }

  /**
   * Reads the record's headers.
   *
   * @throws UnreadableRecordException when something is missing or malformed
   */
  public static Delivery readFrom(HeaderSource headers) {
    try {
      DeliveryId id = new DeliveryId(headers.required(ID_HEADER));
      Instant dueAt = Instant.ofEpochMilli(headers.requiredNumber(DUE_HEADER));
      FieldReader fields = headers.fields(FIELDS_HEADER);
      return fields == null
          ? DeliveryOfTheFirstRelease.read(id, dueAt, headers)
          : read(id, dueAt, fields);
    } catch (UnreadableRecordException e) {
      throw e;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UnreadableRecordException("Not a delivery: " + e.getMessage(), e);
    }
  }

  /**
   * When the message was accepted, of a record with {@link #FIELDS_HEADER}: nothing else of it is
   * read.
   *
   * @throws UnreadableRecordException when it does not say so
   */
  public static Instant acceptedAt(HeaderSource headers) {
    FieldReader fields = headers.fields(FIELDS_HEADER);
    if (fields == null) {
      throw new UnreadableRecordException("The header " + FIELDS_HEADER + " is missing");
    }
    return Instant.ofEpochMilli(fields.skip(BEFORE_ACCEPTED_AT).requiredNumber("acceptedAt"));
  }

  private static Delivery read(DeliveryId id, Instant dueAt, FieldReader fields) {
    MessageId message = new MessageId(fields.required("message"));
    EnvironmentId environment = new EnvironmentId(fields.requiredCommon("environment"));
    ApplicationId application = new ApplicationId(fields.requiredCommon("application"));
    EndpointId endpoint = new EndpointId(fields.requiredCommon("endpoint"));
    String eventType = fields.requiredCommon("eventType");
    Instant acceptedAt = Instant.ofEpochMilli(fields.requiredNumber("acceptedAt"));
    String contentType = fields.requiredCommon("contentType");
    int attempt = Math.toIntExact(fields.requiredNumber("attempt"));
    Trigger trigger = Trigger.ofWireName(fields.requiredCommon("trigger"));
    int diversions = Math.toIntExact(fields.requiredNumber("diversions"));
    long configurationOffset = fields.requiredNumber("configurationOffset");
    String task = fields.text();
    return new Delivery(
        id,
        message,
        environment,
        application,
        endpoint,
        eventType,
        acceptedAt,
        contentType,
        attempt,
        trigger,
        dueAt,
        diversions,
        configurationOffset,
        task == null ? null : new TaskId(task));
  }
}
