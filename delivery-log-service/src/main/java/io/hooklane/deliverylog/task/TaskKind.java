package io.hooklane.deliverylog.task;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a background task does. */
enum TaskKind {
  /** Resends what ended without success. */
  RECOVER("endpoint.recover"),
  /** Sends what the endpoint takes and was never bound to it. */
  REPLAY_MISSING("endpoint.replay"),
  /** Resends what a filter says. */
  BULK_REPLAY("endpoint.bulk-replay");

  /** Kinds that callers may ask for, though there are no such tasks here. */
  private static final Set<String> OTHERS =
      Set.of(
          "application.stats",
          "message.broadcast",
          "sdk.generate",
          "event-type.aggregate",
          "application.purge_content");

  private final String wireName;

  TaskKind(String wireName) {
    this.wireName = wireName;
  }

  /** The name that callers see. */
  String wireName() {
    return wireName;
  }

  /** Whether a list can be narrowed by this name. */
  static boolean isKnown(String wireName) {
    return named(wireName).isPresent() || OTHERS.contains(wireName);
  }

  static TaskKind ofWireName(String wireName) {
    return named(wireName).orElseThrow(() -> new IllegalArgumentException(wireName));
  }

  private static Optional<TaskKind> named(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }
}
