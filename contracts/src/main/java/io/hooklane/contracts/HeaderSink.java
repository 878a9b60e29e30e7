package io.hooklane.contracts;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes the headers of one record, in order. A Kafka {@code Headers::add} is one. */
@FunctionalInterface
public interface HeaderSink {

  /** Adds one header. */
  void add(String name, byte[] value);

  /** Adds a text as UTF-8; leaves the header out when there is none. */
  default void add(String name, @Nullable String value) {
    if (value != null) {
      add(name, value.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Adds a number as decimal digits. */
  default void add(String name, long value) {
    add(name, Long.toString(value));
  }
}
