package io.hooklane.topics;

import io.hooklane.contracts.HeaderSink;
import io.hooklane.contracts.HeaderSource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A Kafka record's headers as the contracts see them. */
public final class RecordHeaders {

  private RecordHeaders() {}

  /** Writes into these headers. */
  public static HeaderSink sink(Headers headers) {
    return headers::add;
  }

  /** Reads from these headers; of several with one name, the last. */
  public static HeaderSource source(Headers headers) {
    return name -> {
      Header header = headers.lastHeader(name);
      return header == null ? null : header.value();
    };
  }
}
