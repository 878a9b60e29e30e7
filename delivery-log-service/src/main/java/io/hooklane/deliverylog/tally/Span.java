package io.hooklane.deliverylog.tally;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long a slot of time is that is counted together. */
public enum Span {
  HOUR(ChronoUnit.HOURS),
  /** In UTC. */
  DAY(ChronoUnit.DAYS);

  private final ChronoUnit unit;

  Span(ChronoUnit unit) {
    this.unit = unit;
  }

  /** The number in the table. */
  public short code() {
    return (short) ordinal();
  }

  static Span ofCode(short code) {
    return values()[code];
  }

  /** When the slot began that this moment lies in. */
  public Instant beginOf(Instant moment) {
    return moment.truncatedTo(unit);
  }

  /** When the first slot begins that does not begin before this moment. */
  public Instant firstFrom(Instant moment) {
    Instant begin = beginOf(moment);
    return begin.equals(moment) ? begin : begin.plus(length());
  }

  /** How long one is. */
  public Duration length() {
    return unit.getDuration();
  }
}
