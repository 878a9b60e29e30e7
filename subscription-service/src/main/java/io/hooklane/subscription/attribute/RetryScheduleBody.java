package io.hooklane.subscription.attribute;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hooklane.management.JsonBody;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A retry schedule as callers write it: by preset, or by delays.
 *
 * @param delays ISO 8601 durations, 1–50 of them, 1 s to 1 day each
 */
@Schema(name = "RetrySchedule", description = "Either a preset or delays")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetryScheduleBody(
    @Schema(
            nullable = true,
            enumeration = {"default", "every-5-minutes", "one-day", "three-days"})
        @Nullable String preset,
    @Schema(nullable = true) @Nullable List<String> delays) {

  private static final String FIELD = "retrySchedule";
  private static final int LONGEST = 64;

  /** Reads the field {@code retrySchedule} of an endpoint, or of what endpoints take it from. */
  public static @Nullable RetrySchedule read(JsonBody owner, @Nullable RetrySchedule absent) {
    if (!owner.has(FIELD)) {
      return absent;
    }
    JsonBody body = owner.nullableObject(FIELD);
    if (body == null) {
      return null;
    }
    String preset = body.nullableText("preset", LONGEST, null);
    // A delay may well come more than once.
    List<String> delays =
        body.nullableTextsWithRepeats("delays", RetrySchedule.Own.MOST, LONGEST, null);
    if ((preset == null) == (delays == null)) {
      throw owner.problem(FIELD, "Give either a preset or delays");
    }
    return preset == null
        ? body.read("delays", delays, RetrySchedule.Own::new)
        : new RetrySchedule.Named(body.read("preset", preset, RetryPreset::named));
  }

  /** The schedule as callers write it. */
  public static @Nullable RetryScheduleBody of(@Nullable RetrySchedule schedule) {
    return switch (schedule) {
      case null -> null;
      case RetrySchedule.Named named -> new RetryScheduleBody(named.preset().wireName(), null);
      case RetrySchedule.Own own -> new RetryScheduleBody(null, own.texts());
    };
  }
}
