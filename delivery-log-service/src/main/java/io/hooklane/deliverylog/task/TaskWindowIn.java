package io.hooklane.deliverylog.task;

import io.hooklane.management.JsonBody;
import io.hooklane.management.ValidationException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that asks for a recovery or a replay of what is missing, and how its time is read. */
@Schema(name = "RecoverIn")
record TaskWindowIn(
    @Schema(required = true, description = "Messages accepted then or later") Instant since,
    @Schema(nullable = true, description = "and before this; by default until now")
        @Nullable Instant until) {

  private static final int LONGEST = 64;

  /**
   * Reads {@code since} and {@code until}.
   *
   * @param furthestBack how far back {@code since} may lie
   * @throws ValidationException when one cannot be read, or makes no sense
   */
  static TaskWindowIn read(JsonBody body, Instant now, Duration furthestBack) {
    Instant since = moment(body, "since", body.text("since", LONGEST, null));
    if (since.isAfter(now)) {
      throw body.problem("since", "This lies in the future; name a moment that has passed");
    }
    if (since.isBefore(now.minus(furthestBack))) {
      throw body.problem(
          "since",
          "Nothing is kept that long here; name a moment of the last %d days"
              .formatted(furthestBack.toDays()));
    }
    String text = body.nullableText("until", LONGEST, null);
    Instant until = text == null ? now : moment(body, "until", text);
    if (!until.isAfter(since)) {
      throw body.problem("until", "This must lie after since");
    }
    return new TaskWindowIn(since, until.isAfter(now) ? now : until);
  }

  private static Instant moment(JsonBody body, String field, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw body.problem(
          field, "Not a moment; write it as RFC 3339 says, for example 2026-01-31T12:00:00Z");
    }
  }
}
