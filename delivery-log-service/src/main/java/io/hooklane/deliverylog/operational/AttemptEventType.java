package io.hooklane.deliverylog.operational;

/** What operational webhooks are told of deliveries. */
public enum AttemptEventType {
  /** It failed several times, and is tried on. */
  FAILING("message.attempt.failing"),
  /** It failed for good. */
  EXHAUSTED("message.attempt.exhausted"),
  /** It was taken, after one of the others was told. */
  RECOVERED("message.attempt.recovered");

  private final String wireName;

  AttemptEventType(String wireName) {
    this.wireName = wireName;
  }

  /** The event type's name. */
  public String wireName() {
    return wireName;
  }
}
