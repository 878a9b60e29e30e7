package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.id.EnvironmentId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;

/**
 * Where a row is kept: the messages that an environment accepted on one UTC day, with their
 * deliveries and attempts. Every record of a message carries that time, so a repeat comes to the
 * same partition, and what is kept long enough is dropped as a whole.
 */
record Partition(EnvironmentId environment, LocalDate day) implements Comparable<Partition> {

  private static final Comparator<Partition> ORDER =
      Comparator.comparing(Partition::day)
          .thenComparing(partition -> partition.environment().value());

  private static final long SECONDS_OF_DAY = Duration.ofDays(1).toSeconds();

  static Partition of(EnvironmentId environment, Instant acceptedAt) {
    return new Partition(environment, acceptedAt.atOffset(ZoneOffset.UTC).toLocalDate());
  }

  /** Whether what is about a message that was accepted then is kept here. */
  boolean holds(EnvironmentId of, Instant acceptedAt) {
    return environment.equals(of)
        && day.toEpochDay() == Math.floorDiv(acceptedAt.getEpochSecond(), SECONDS_OF_DAY);
  }

  Partition nextDay() {
    return new Partition(environment, day.plusDays(1));
  }

  /** The name of its part of a table. */
  String name(String table) {
    return table
        + '_'
        + environment.value().substring(EnvironmentId.PREFIX.length())
        + '_'
        + day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  /** The same within a statement. */
  String quoted(String table) {
    return '"' + name(table) + '"';
  }

  /** By day, then environment: one order, so that replicas lock in one order. */
  @Override
  public int compareTo(Partition other) {
    return ORDER.compare(this, other);
  }
}
