package io.hooklane.sealing;

/**
 * What is sealed cannot be opened: its key is not there, or it belongs to another context. It shows
 * nothing of what is inside.
 */
public final class UnopenableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnopenableException(String context) {
    super("Sealed with a key that is not there, or for another context; context=" + context);
  }
}
