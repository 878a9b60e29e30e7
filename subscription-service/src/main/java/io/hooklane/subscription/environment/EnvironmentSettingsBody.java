package io.hooklane.subscription.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.management.JsonBody;
import io.hooklane.subscription.attribute.RetryScheduleBody;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An environment's settings as callers write and see them.
 *
 * @param coolOff ISO 8601
 * @param retention ISO 8601
 */
@Schema(name = "EnvironmentSettings")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnvironmentSettingsBody(
    @Schema(nullable = true, description = "Whether endpoints must have https URLs; of live: true")
        @Nullable Boolean httpsOnly,
    @Schema(
            nullable = true,
            description = "Whether endpoints of one application must have different URLs")
        @Nullable Boolean refuseDuplicateUrls,
    @Schema(
            nullable = true,
            description = "How long a new endpoint is pending: ISO 8601, PT0S to P7D",
            defaultValue = "PT0S")
        @Nullable String coolOff,
    @Schema(nullable = true, description = "Of endpoints without one of their own")
        @Nullable RetryScheduleBody retrySchedule,
    @Schema(
            nullable = true,
            description = "How long deliveries are kept: ISO 8601, PT24H to P400D; null: default")
        @Nullable String retention,
    @Schema(nullable = true, description = "Whether anybody may read the event catalog")
        @Nullable Boolean publicCatalog,
    @Schema(
            nullable = true,
            description =
                "What messages are found by: at most 16 names, each with the JSON pointer (RFC"
                    + " 6901) to a value, or a list of values, in payloads",
            example = "{\"customer\": \"/customer/id\"}")
        @Nullable Map<String, String> searchAttributes) {

  private static final String COOL_OFF = "coolOff";
  private static final String RETENTION = "retention";
  private static final String SEARCH_ATTRIBUTES = "searchAttributes";
  private static final int LONGEST = 64;

  /** The settings as callers see them. */
  public static EnvironmentSettingsBody of(EnvironmentSettings settings) {
    Duration retention = settings.retention();
    return new EnvironmentSettingsBody(
        settings.httpsOnly(),
        settings.refuseDuplicateUrls(),
        settings.coolOff().toString(),
        RetryScheduleBody.of(settings.retrySchedule()),
        retention == null ? null : retention.toString(),
        settings.publicCatalog(),
        settings.searchAttributes().pointers());
  }

  /** Only what is not as it is by default: what another environment can take over. */
  public static EnvironmentSettingsBody differing(
      EnvironmentSettings settings, EnvironmentKind kind) {
    EnvironmentSettings defaults = EnvironmentSettings.defaultsOf(kind);
    EnvironmentSettingsBody all = of(settings);
    return new EnvironmentSettingsBody(
        settings.httpsOnly() == defaults.httpsOnly() ? null : all.httpsOnly(),
        settings.refuseDuplicateUrls() ? all.refuseDuplicateUrls() : null,
        settings.coolOff().isZero() ? null : all.coolOff(),
        all.retrySchedule(),
        all.retention(),
        settings.publicCatalog() ? all.publicCatalog() : null,
        settings.searchAttributes().equals(SearchAttributes.NONE) ? null : all.searchAttributes());
  }

  /** Reads settings: what is absent stays as it is, null is the default of this kind. */
  public static EnvironmentSettings patch(
      JsonBody body, EnvironmentSettings present, EnvironmentKind kind) {
    EnvironmentSettings defaults = EnvironmentSettings.defaultsOf(kind);
    return new EnvironmentSettings(
        flag(body, "httpsOnly", present.httpsOnly(), defaults.httpsOnly()),
        flag(
            body,
            "refuseDuplicateUrls",
            present.refuseDuplicateUrls(),
            defaults.refuseDuplicateUrls()),
        coolOff(body, present.coolOff(), defaults.coolOff()),
        RetryScheduleBody.read(body, present.retrySchedule()),
        duration(body, RETENTION, present.retention(), EnvironmentSettings::requireRetention),
        flag(body, "publicCatalog", present.publicCatalog(), defaults.publicCatalog()),
        searchAttributes(body, present.searchAttributes()));
  }

  private static SearchAttributes searchAttributes(JsonBody body, SearchAttributes present) {
    if (!body.has(SEARCH_ATTRIBUTES)) {
      return present;
    }
    JsonBody given = body.nullableObject(SEARCH_ATTRIBUTES);
    if (given == null) {
      return SearchAttributes.NONE;
    }
    Map<String, String> pointers = new LinkedHashMap<>();
    for (String name : given.names()) {
      given.read(name, name, SearchAttributes::requireName);
      String pointer = given.text(name, SearchAttributes.LONGEST_POINTER, null);
      pointers.put(name, given.read(name, pointer, SearchAttributes::requirePointer));
    }
    return body.read(SEARCH_ATTRIBUTES, pointers, SearchAttributes::new);
  }

  private static boolean flag(JsonBody body, String field, boolean present, boolean cleared) {
    if (!body.has(field)) {
      return present;
    }
    Boolean given = body.nullableFlag(field);
    return given == null ? cleared : given;
  }

  private static Duration coolOff(JsonBody body, Duration present, Duration cleared) {
    Duration given = duration(body, COOL_OFF, present, EnvironmentSettings::requireCoolOff);
    return given == null ? cleared : given;
  }

  private static @Nullable Duration duration(
      JsonBody body, String field, @Nullable Duration absent, UnaryOperator<Duration> bounds) {
    if (!body.has(field)) {
      return absent;
    }
    String text = body.nullableText(field, LONGEST, null);
    return text == null ? null : body.read(field, text, it -> bounds.apply(parse(it)));
  }

  private static Duration parse(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "Give an ISO 8601 duration of days, hours, minutes and seconds, such as PT12H", e);
    }
  }
}
