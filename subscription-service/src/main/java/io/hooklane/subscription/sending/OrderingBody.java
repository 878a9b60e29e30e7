package io.hooklane.subscription.sending;

import io.hooklane.contracts.configuration.Configuration.Ordering;
import io.hooklane.contracts.configuration.Configuration.WhenTooOld;
import io.hooklane.management.JsonBody;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * That an endpoint's messages keep their order, as callers write it.
 *
 * @param maximumAge an ISO 8601 duration, 1 minute to 7 days
 */
@Schema(
    name = "Ordering",
    description = "Messages are delivered one after another, in the order of their acceptance")
public record OrderingBody(
    @Schema(
            nullable = true,
            defaultValue = "PT24H",
            description = "How long a message is tried before the next: ISO 8601, PT1M to P7D")
        @Nullable String maximumAge,
    @Schema(
            nullable = true,
            defaultValue = "skip",
            enumeration = {"skip", "disable"},
            description =
                "What happens then: it failed and the next follows, or the endpoint stops")
        @Nullable String whenTooOld) {

  private static final String FIELD = "ordering";
  private static final String MAXIMUM_AGE = "maximumAge";
  private static final String WHEN_TOO_OLD = "whenTooOld";
  private static final int LONGEST = 64;
  private static final Duration LEAST_AGE = Duration.ofMinutes(1);
  private static final Duration MOST_AGE = Duration.ofDays(7);
  private static final Duration USUAL_AGE = Duration.ofDays(1);

  static @Nullable Ordering read(JsonBody endpoint, @Nullable Ordering absent) {
    if (!endpoint.has(FIELD)) {
      return absent;
    }
    JsonBody body = endpoint.nullableObject(FIELD);
    if (body == null) {
      return null;
    }
    String age = body.nullableText(MAXIMUM_AGE, LONGEST, null);
    String policy = body.nullableText(WHEN_TOO_OLD, LONGEST, null);
    return new Ordering(
        age == null ? USUAL_AGE : body.read(MAXIMUM_AGE, age, OrderingBody::age),
        policy == null ? WhenTooOld.SKIP : body.read(WHEN_TOO_OLD, policy, OrderingBody::policy));
  }

  /** As callers write it. */
  public static @Nullable OrderingBody of(@Nullable Ordering ordering) {
    return ordering == null
        ? null
        : new OrderingBody(
            ordering.maximumAge().toString(),
            ordering.whenTooOld().name().toLowerCase(Locale.ROOT));
  }

  private static Duration age(String text) {
    Duration age;
    try {
      age = Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("Give an ISO 8601 duration, such as PT12H", e);
    }
    if (age.compareTo(LEAST_AGE) < 0 || age.compareTo(MOST_AGE) > 0) {
      throw new IllegalArgumentException("Give a duration from PT1M to P7D");
    }
    return age;
  }

  private static WhenTooOld policy(String text) {
    return switch (text) {
      case "skip" -> WhenTooOld.SKIP;
      case "disable" -> WhenTooOld.DISABLE;
      default -> throw new IllegalArgumentException("Give skip or disable");
    };
  }
}
