package io.hooklane.deliverylog.retention;

import io.hooklane.contracts.id.EnvironmentId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One environment's day of one table, as its name tells: {@code table_environment_yyyymmdd}.
 *
 * @param attachment how it stands to its table
 */
record KeptPartition(
    String table, String name, EnvironmentId environment, LocalDate day, Attachment attachment) {

  private static final Pattern NAME = Pattern.compile("_([0-9A-Za-z]{27})_([0-9]{8})");

  /** How a partition stands to its table. */
  enum Attachment {
    ATTACHED,
    /** Its detaching was begun and must be ended. */
    DETACHING,
    /** It is a table by itself: nobody reads it any more. */
    DETACHED
  }

  /** The partition of that name; empty when it is none of the recorder's. */
  static Optional<KeptPartition> of(String table, String name, Attachment attachment) {
    if (!name.startsWith(table)) {
      return Optional.empty();
    }
    Matcher parts = NAME.matcher(name.substring(table.length()));
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new KeptPartition(
              table,
              name,
              new EnvironmentId(EnvironmentId.PREFIX + parts.group(1)),
              LocalDate.parse(parts.group(2), DateTimeFormatter.BASIC_ISO_DATE),
              attachment));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
