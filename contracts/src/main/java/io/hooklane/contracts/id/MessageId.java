package io.hooklane.contracts.id;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The id of a message: {@code msg_} and a {@link Ksuid}.
 *
 * @throws IllegalArgumentException when the text is not of that form
 */
public record MessageId(String value) implements Id {

  public static final String PREFIX = "msg_";

  public MessageId {
    Id.requireForm(PREFIX, value);
  }

  /** A new id for this moment. */
  public static MessageId random(Instant moment, RandomGenerator random) {
    return new MessageId(PREFIX + Ksuid.random(moment, random));
  }

  /**
   * The id that an event with this producer's event id always gets, so that a repeat of the event
   * is the same message.
   */
  public static MessageId ofEvent(ApplicationId application, String eventId) {
    return new MessageId(PREFIX + Ksuid.derived("event", application.value(), eventId));
  }

  /** The id that a publish with this idempotency key always gets. */
  public static MessageId ofIdempotencyKey(ApplicationId application, String idempotencyKey) {
    return new MessageId(
        PREFIX + Ksuid.derived("idempotency-key", application.value(), idempotencyKey));
  }

  /** Whether a text has the form of such an id. */
  public static boolean isForm(String text) {
    return Id.isForm(PREFIX, text);
  }

  @Override
  public String toString() {
    return value;
  }
}
