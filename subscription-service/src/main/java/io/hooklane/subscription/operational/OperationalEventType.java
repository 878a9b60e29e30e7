package io.hooklane.subscription.operational;

import java.util.Arrays;
import java.util.List;

/** What operational webhooks tell of. These types are in no environment's catalog. */
public enum OperationalEventType {
  ENDPOINT_CREATED("endpoint.created"),
  ENDPOINT_UPDATED("endpoint.updated"),
  ENDPOINT_DELETED("endpoint.deleted"),
  ENDPOINT_ENABLED("endpoint.enabled"),
  ENDPOINT_DISABLED("endpoint.disabled"),
  /** These three are told of by the delivery log. */
  MESSAGE_ATTEMPT_FAILING("message.attempt.failing"),
  MESSAGE_ATTEMPT_EXHAUSTED("message.attempt.exhausted"),
  MESSAGE_ATTEMPT_RECOVERED("message.attempt.recovered");

  private final String wireName;

  OperationalEventType(String wireName) {
    this.wireName = wireName;
  }

  /** The event type's name. */
  public String wireName() {
    return wireName;
  }

  /** The names of all. */
  public static List<String> names() {
    return Arrays.stream(values()).map(OperationalEventType::wireName).toList();
  }
}
