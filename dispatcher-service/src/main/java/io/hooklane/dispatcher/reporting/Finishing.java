package io.hooklane.dispatcher.reporting;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * That a report finishes the record that it is about: nothing else follows from it. It stands in
 * the report's header {@code hooklane_finishes}, so that who takes that record again, because its
 * offset could not be committed any more, knows that it is done.
 */
public record Finishing(TopicPartition partition, long offset) {

  private static final String NAME = "hooklane_finishes";

  /** Writes the header. */
  void writeTo(Headers headers) {
    String text = partition.topic() + '/' + partition.partition() + '/' + offset;
    headers.add(NAME, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads the header; null when there is none that could be read. */
  public static @Nullable Finishing readFrom(Headers headers) {
    Header header = headers.lastHeader(NAME);
    if (header == null || header.value() == null) {
      return null;
    }
    String[] parts = new String(header.value(), StandardCharsets.UTF_8).split("/", -1);
    try {
      return parts.length == 3
          ? new Finishing(
              new TopicPartition(parts[0], Integer.parseInt(parts[1])), Long.parseLong(parts[2]))
          : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
