package io.hooklane.deliverylog.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A part of a window: messages without an endpoint are known in it if it is swept, and looked for
 * if it is not.
 *
 * @param since inclusive
 * @param until exclusive
 */
record SweptPiece(Instant since, Instant until, boolean swept) {

  /**
   * The pieces of a window, oldest first; none is empty, and together they are all of it.
   *
   * @param sweptUntil how far each UTC day is swept, from its beginning; nothing is of others
   */
  static List<SweptPiece> of(UndeliveredWindow window, Map<LocalDate, Instant> sweptUntil) {
    List<SweptPiece> pieces = new ArrayList<>();
    Instant from = window.since();
    while (from.isBefore(window.until())) {
      LocalDate day = from.atOffset(ZoneOffset.UTC).toLocalDate();
      Instant end = earlier(window.until(), beginOf(day.plusDays(1)));
      Instant swept = later(from, earlier(end, sweptUntil.getOrDefault(day, from)));
      add(pieces, from, swept, true);
      add(pieces, swept, end, false);
      from = end;
    }
    return pieces;
  }

  /** As part of the piece before, if that is of the same kind. */
  private static void add(List<SweptPiece> pieces, Instant since, Instant until, boolean swept) {
    if (!since.isBefore(until)) {
      return;
    }
    boolean goesOn = !pieces.isEmpty() && pieces.getLast().swept == swept;
    Instant begin = goesOn ? pieces.removeLast().since : since;
    pieces.add(new SweptPiece(begin, until, swept));
  }

  UndeliveredWindow window() {
    return new UndeliveredWindow(since, until);
  }

  private static Instant beginOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
