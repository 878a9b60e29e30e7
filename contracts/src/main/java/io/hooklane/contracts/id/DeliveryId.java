package io.hooklane.contracts.id;

/**
 * The id of a delivery: {@code dlv_} and a {@link Ksuid}.
 *
 * @throws IllegalArgumentException when the text is not of that form
 */
public record DeliveryId(String value) implements Id {

  public static final String PREFIX = "dlv_";

  public DeliveryId {
    Id.requireForm(PREFIX, value);
  }

  /**
   * The delivery of this message to this endpoint: always the same id, so that a repeated fan-out
   * is the same delivery. It carries the message's time and sorts with it.
   */
  public static DeliveryId of(MessageId message, EndpointId endpoint) {
    return new DeliveryId(
        PREFIX
            + Ksuid.derivedAtTimeOf(
                message.value().substring(MessageId.PREFIX.length()),
                message.value(),
                endpoint.value()));
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
