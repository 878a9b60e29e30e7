package io.hooklane.topics;

import io.hooklane.contracts.FieldReader;
import io.hooklane.contracts.HeaderSink;
import io.hooklane.contracts.HeaderSource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

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

  /** The same; texts of fields that stand in many records come from there. */
  public static HeaderSource source(Headers headers, CommonTexts texts) {
    return new HeaderSource() {
      @Override
      public byte @Nullable [] bytes(String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
      }

      @Override
      public @Nullable FieldReader fields(String name) {
        byte[] fields = bytes(name);
        return fields == null ? null : new FieldReader(fields, texts);
      }
    };
  }
}
