package io.hooklane.deliverylog.listing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The query parameters of each list: those that the contract has for it, what the SDKs send beyond,
 * and Hooklane's own.
 */
public final class ListParameters {

  /** Of lists of an application's messages. */
  public static final Set<String> MESSAGES =
      Set.of(
          "limit", "iterator", "channel", "tag", "before", "after", "event_types", "with_content");

  /** Of the messages to one endpoint. */
  public static final Set<String> ATTEMPTED_MESSAGES =
      plus(MESSAGES, "status", "expanded_statuses");

  /** Of the attempts to one endpoint. */
  public static final Set<String> ATTEMPTS =
      plus(ATTEMPTED_MESSAGES, "status_code_class", "with_msg");

  /** Of the attempts of one message. */
  public static final Set<String> MESSAGE_ATTEMPTS = plus(ATTEMPTS, "endpoint_id");

  /** Of the endpoints of one message. */
  public static final Set<String> DESTINATIONS = Set.of("limit", "iterator");

  /** Of a search; its attributes come besides, as the environment names them. */
  public static final Set<String> SEARCH =
      plus(
          MESSAGES,
          "app_id",
          "endpoint_id",
          "message_id",
          "event_id",
          "status",
          "failure",
          "value",
          "with_attempts");

  /** Of what is not delivered. */
  public static final Set<String> UNDELIVERED =
      Set.of("since", "until", "app_id", "endpoint_id", "limit");

  /** Of live activity. */
  public static final Set<String> ACTIVITY = Set.of("event_types", "status");

  private ListParameters() {}

  private static Set<String> plus(Set<String> names, String... others) {
    Set<String> more = new HashSet<>(names);
    more.addAll(List.of(others));
    return Set.copyOf(more);
  }
}
