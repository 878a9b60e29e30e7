package io.hooklane.deliverylog.task;

import io.hooklane.management.JsonBody;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that asks for a bulk replay, and how its filter is read. */
@Schema(name = "BulkReplayIn")
record BulkReplayIn(
    @Schema(required = true) Instant since,
    @Schema(nullable = true) @Nullable Instant until,
    @Schema(nullable = true, description = "0 success, 1 pending, 2 fail, 3 sending, 4 canceled")
        @Nullable Integer status,
    @Schema(nullable = true, description = "Of the latest attempt: 100 … 500; 0 where none came")
        @Nullable Integer statusCodeClass,
    @Schema(nullable = true) @Nullable String channel,
    @Schema(nullable = true) @Nullable String tag,
    @Schema(nullable = true) @Nullable List<String> eventTypes) {

  private static final int LAST_STATUS = 4;
  private static final int LONGEST = 256;
  private static final int MOST_TYPES = 100;
  private static final Set<Integer> CLASSES = Set.of(0, 100, 200, 300, 400, 500);
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9\\-_.]+");

  static BulkFilter filter(JsonBody body) {
    Integer statusClass = body.nullableInteger("statusCodeClass", 0, 500, null);
    if (statusClass != null && !CLASSES.contains(statusClass)) {
      throw body.problem("statusCodeClass", "0, 100, 200, 300, 400 or 500");
    }
    List<String> eventTypes = body.nullableTexts("eventTypes", MOST_TYPES, LONGEST, null);
    if (eventTypes != null) {
      eventTypes.forEach(type -> requireName(body, "eventTypes", type));
    }
    return new BulkFilter(
        body.nullableInteger("status", 0, LAST_STATUS, null),
        statusClass,
        name(body, "channel"),
        name(body, "tag"),
        eventTypes);
  }

  private static @Nullable String name(JsonBody body, String field) {
    String name = body.nullableText(field, LONGEST, null);
    if (name != null) {
      requireName(body, field, name);
    }
    return name;
  }

  private static void requireName(JsonBody body, String field, String name) {
    if (!NAME.matcher(name).matches()) {
      throw body.problem(field, "1 to 256 letters, digits, dots, hyphens and underscores");
    }
  }
}
