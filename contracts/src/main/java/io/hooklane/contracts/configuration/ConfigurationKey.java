package io.hooklane.contracts.configuration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A key of the configuration log: {@code kind/id}.
 *
 * @param id unique within its kind
 */
public record ConfigurationKey(Kind kind, String id) {

  /** What is configured. */
  public enum Kind {
    ENVIRONMENT,
    APPLICATION,
    ENDPOINT,
    EVENT_TYPE,
    KEY;

    /** The name on the topic. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The record key's text. */
  public String text() {
    return kind.wireName() + "/" + id;
  }

  /** Reads a record key; empty for a kind that this reader does not know. */
  public static Optional<ConfigurationKey> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String kind = text.substring(0, slash);
    return Arrays.stream(Kind.values())
        .filter(candidate -> candidate.wireName().equals(kind))
        .map(known -> new ConfigurationKey(known, text.substring(slash + 1)))
        .findFirst();
  }
}
