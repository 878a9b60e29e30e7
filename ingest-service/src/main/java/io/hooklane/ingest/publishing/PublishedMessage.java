package io.hooklane.ingest.publishing;

import io.hooklane.contracts.id.MessageId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A message that Kafka has acknowledged.
 *
 * @param acceptedAt when it was accepted first, to the millisecond
 */
record PublishedMessage(MessageId id, Instant acceptedAt) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  PublishedMessage {
    acceptedAt = Instant.ofEpochMilli(acceptedAt.toEpochMilli());
  }

  /**
   * The answer's body. The payload is the bytes that came; every other text is of characters that
   * JSON need not escape, which its validation saw to.
   */
  byte[] answer(PublishRequest request, boolean withContent) {
    StringBuilder json = new StringBuilder(256);
    json.append("{\"id\":\"").append(id.value());
    json.append("\",\"eventType\":\"").append(request.eventType());
    if (request.eventId() != null) {
      json.append("\",\"eventId\":\"").append(request.eventId());
    }
    json.append('"');
    append(json, "channels", request.channels());
    append(json, "tags", request.tags());
    json.append(",\"timestamp\":\"").append(TIME.format(acceptedAt)).append("\",\"payload\":");
    ByteArrayOutputStream answer =
        new ByteArrayOutputStream(json.length() + request.echo().length() + 1);
    answer.writeBytes(json.toString().getBytes(StandardCharsets.US_ASCII));
    if (withContent) {
      answer.write(request.echo().document(), request.echo().from(), request.echo().length());
    } else {
      answer.writeBytes("{}".getBytes(StandardCharsets.US_ASCII));
    }
    answer.write('}');
    return answer.toByteArray();
  }

  private static void append(StringBuilder json, String field, List<String> names) {
    if (!names.isEmpty()) {
      json.append(",\"").append(field).append("\":[\"");
      json.append(String.join("\",\"", names)).append("\"]");
    }
  }
}
