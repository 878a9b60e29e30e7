package io.hooklane.deliverylog.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweptPieceTest {

  private static final LocalDate FIRST = LocalDate.parse("2026-11-20");
  private static final LocalDate SECOND = FIRST.plusDays(1);
  private static final LocalDate THIRD = FIRST.plusDays(2);

  @Test
  void aWindowOfDaysThatAreSweptIsOnePieceUpToWhereTheLastIsSwept() {
    assertThat(
            SweptPiece.of(
                window("2026-11-20T12:00:00Z", "2026-11-22T12:00:00Z"),
                Map.of(
                    FIRST, moment("2026-11-21T00:00:00Z"),
                    SECOND, moment("2026-11-22T00:00:00Z"),
                    THIRD, moment("2026-11-22T11:59:50Z"))))
        .containsExactly(
            piece("2026-11-20T12:00:00Z", "2026-11-22T11:59:50Z", true),
            piece("2026-11-22T11:59:50Z", "2026-11-22T12:00:00Z", false));
  }

  @Test
  void nothingIsSweptWhereNothingIsSaid() {
    assertThat(SweptPiece.of(window("2026-11-20T12:00:00Z", "2026-11-22T12:00:00Z"), Map.of()))
        .containsExactly(piece("2026-11-20T12:00:00Z", "2026-11-22T12:00:00Z", false));
  }

  @Test
  void eachDayIsSweptFromItsBeginning() {
    assertThat(
            SweptPiece.of(
                window("2026-11-20T12:00:00Z", "2026-11-22T12:00:00Z"),
                Map.of(
                    FIRST, moment("2026-11-20T23:00:00Z"),
                    SECOND, moment("2026-11-21T00:00:00Z"),
                    THIRD, moment("2026-11-22T13:00:00Z"))))
        .containsExactly(
            piece("2026-11-20T12:00:00Z", "2026-11-20T23:00:00Z", true),
            piece("2026-11-20T23:00:00Z", "2026-11-22T00:00:00Z", false),
            piece("2026-11-22T00:00:00Z", "2026-11-22T12:00:00Z", true));
  }

  @Test
  void aWindowBehindOrBeforeTheSweepIsOnePiece() {
    Map<LocalDate, Instant> swept = Map.of(FIRST, moment("2026-11-20T12:00:00Z"));

    assertThat(SweptPiece.of(window("2026-11-20T10:00:00Z", "2026-11-20T12:00:00Z"), swept))
        .containsExactly(piece("2026-11-20T10:00:00Z", "2026-11-20T12:00:00Z", true));
    assertThat(SweptPiece.of(window("2026-11-20T12:00:00Z", "2026-11-21T00:00:00Z"), swept))
        .containsExactly(piece("2026-11-20T12:00:00Z", "2026-11-21T00:00:00Z", false));
  }

  private static SweptPiece piece(String since, String until, boolean swept) {
    return new SweptPiece(moment(since), moment(until), swept);
  }

  private static UndeliveredWindow window(String since, String until) {
    return new UndeliveredWindow(moment(since), moment(until));
  }

  private static Instant moment(String text) {
    return Instant.parse(text);
  }
}
