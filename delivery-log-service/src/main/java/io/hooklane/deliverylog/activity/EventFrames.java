package io.hooklane.deliverylog.activity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Cancellation;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.deliverylog.payload.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What streams carry, as server-sent events (WHATWG HTML, §9.2): each a name, an id that it can be
 * resumed from, and JSON on one line.
 */
final class EventFrames {

  private static final JsonFactory JSON = new JsonFactory();

  private EventFrames() {}

  /**
   * An attempt or a cancellation.
   *
   * @param message null when nothing is known of it: then there is no payload
   */
  static byte[] of(ActivityEvent event, @Nullable KnownMessage message) {
    String name =
        switch (event.report()) {
          case Attempt ignored -> "attempt";
          case Cancellation ignored -> "cancellation";
        };
    ByteArrayOutputStream frame = new ByteArrayOutputStream(1_024);
    frame.writeBytes(ascii("id: " + event.after().text() + "\nevent: " + name + "\ndata: "));
    try (JsonGenerator json = JSON.createGenerator(frame)) {
      json.writeStartObject();
      json.writeStringField("type", name);
      write(json, event);
      write(json, message);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    frame.writeBytes(ascii("\n\n"));
    return frame.toByteArray();
  }

  /** So many more would have been shown. */
  static byte[] skipped(long count) {
    return ascii("event: skipped\ndata: {\"count\":" + count + "}\n\n");
  }

  /** Some of what was asked for is not known any more; the lists of attempts have it. */
  static byte[] gap() {
    return ascii("event: gap\ndata: {}\n\n");
  }

  /** Nothing happened, up to there: no event for whoever reads, but an id to resume from. */
  static byte[] heartbeat(Positions until) {
    return ascii("id: " + until.text() + "\n\n");
  }

  /** A comment: the stream lives. */
  static byte[] heartbeat() {
    return ascii(":\n\n");
  }

  private static void write(JsonGenerator json, ActivityEvent event) throws IOException {
    Subject subject = event.subject();
    json.writeStringField("timestamp", event.report().at().toString());
    json.writeStringField("appId", subject.application().value());
    json.writeStringField("endpointId", subject.endpoint().value());
    json.writeStringField("msgId", subject.message().value());
    json.writeStringField("eventType", subject.eventType());
    json.writeNumberField("status", event.status().number());
    json.writeStringField("statusText", event.status().text());
    switch (event.report()) {
      case Attempt attempt -> write(json, attempt);
      case Cancellation cancellation -> {
        writeTrigger(json, cancellation.trigger());
        json.writeStringField("reason", cancellation.reason());
      }
    }
  }

  private static void writeTrigger(JsonGenerator json, Trigger trigger) throws IOException {
    json.writeNumberField("triggerType", trigger == Trigger.MANUAL ? 1 : 0);
  }

  private static void write(JsonGenerator json, Attempt attempt) throws IOException {
    json.writeStringField("id", attempt.id().value());
    json.writeNumberField("attempt", attempt.number());
    writeTrigger(json, attempt.trigger());
    json.writeNumberField("responseStatusCode", attempt.statusCode());
    json.writeNumberField("responseDurationMs", attempt.duration().toMillis());
    if (attempt.failure() != null) {
      json.writeStringField("failure", attempt.failure().wireName());
    }
    if (attempt.failureDetail() != null) {
      json.writeStringField("failureDetail", attempt.failureDetail());
    }
    if (attempt.nextAttemptAt() != null) {
      json.writeStringField("nextAttempt", attempt.nextAttemptAt().toString());
    }
  }

  private static void write(JsonGenerator json, @Nullable KnownMessage message) throws IOException {
    if (message == null) {
      return;
    }
    if (message.eventId() != null) {
      json.writeStringField("eventId", message.eventId());
    }
    if (message.truncated()) {
      json.writeStringField("payload", new String(message.payload(), StandardCharsets.UTF_8));
      json.writeBooleanField("payloadTruncated", true);
    } else {
      // Between JSON's tokens a line's end means nothing, within them there is none.
      json.writeFieldName("payload");
      json.writeRawValue(Payload.asJson(message.payload()).replace('\n', ' ').replace('\r', ' '));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
