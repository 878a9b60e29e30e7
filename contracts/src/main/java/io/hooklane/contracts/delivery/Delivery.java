package io.hooklane.contracts.delivery;

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
 * {@code hooklane.deliveries}, {@code .ordered}, {@code .due} or a delay tier; the value is the
 * body to send; the key is the endpoint's id. Where to send it and with which secret is not in it:
 * that is taken from the configuration when it is sent.
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
    headers.add("hooklane_message", message.value());
    headers.add("hooklane_env", environment.value());
    headers.add("hooklane_app", application.value());
    headers.add("hooklane_endpoint", endpoint.value());
    headers.add("hooklane_type", eventType);
    headers.add("hooklane_accepted", acceptedAt.toEpochMilli());
    headers.add("content-type", contentType);
    headers.add("hooklane_attempt", attempt);
    headers.add("hooklane_trigger", trigger.wireName());
    headers.add("hooklane_due", dueAt.toEpochMilli());
    headers.add("hooklane_diversions", diversions);
    headers.add("hooklane_config", configurationOffset);
    headers.add("hooklane_task", task == null ? null : task.value());
  }

  /**
   * Reads the record's headers.
   *
   * @throws UnreadableRecordException when one is missing or malformed
   */
  public static Delivery readFrom(HeaderSource headers) {
    try {
      String task = headers.text("hooklane_task");
      return new Delivery(
          new DeliveryId(headers.required(ID_HEADER)),
          new MessageId(headers.required("hooklane_message")),
          new EnvironmentId(headers.required("hooklane_env")),
          new ApplicationId(headers.required("hooklane_app")),
          new EndpointId(headers.required("hooklane_endpoint")),
          headers.required("hooklane_type"),
          Instant.ofEpochMilli(headers.requiredNumber("hooklane_accepted")),
          headers.required("content-type"),
          Math.toIntExact(headers.requiredNumber("hooklane_attempt")),
          Trigger.ofWireName(headers.required("hooklane_trigger")),
          Instant.ofEpochMilli(headers.requiredNumber("hooklane_due")),
          Math.toIntExact(headers.requiredNumber("hooklane_diversions")),
          headers.requiredNumber("hooklane_config"),
          task == null ? null : new TaskId(task));
    } catch (UnreadableRecordException e) {
      throw e;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UnreadableRecordException("Not a delivery: " + e.getMessage(), e);
    }
  }
}
