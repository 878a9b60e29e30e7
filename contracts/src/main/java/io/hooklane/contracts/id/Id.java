package io.hooklane.contracts.id;

/** An identifier: a prefix that names its kind, then a {@link Ksuid}. Equal texts are equal ids. */
public sealed interface Id
    permits ApplicationId,
        AttemptId,
        DeliveryId,
        EndpointId,
        EnvironmentId,
        KeyId,
        MessageId,
        TaskId {

  /** The whole text, prefix included. */
  String value();

  /** Whether a text is this prefix and a KSUID. */
  static boolean isForm(String prefix, String text) {
    return text.startsWith(prefix) && Ksuid.isValid(text, prefix.length());
  }

  /** Refuses a text that is not this prefix and a KSUID. */
  static void requireForm(String prefix, String text) {
    if (!isForm(prefix, text)) {
      throw new IllegalArgumentException(
          "An id of this kind is '" + prefix + "' and 27 base62 characters, not: " + text);
    }
  }
}
