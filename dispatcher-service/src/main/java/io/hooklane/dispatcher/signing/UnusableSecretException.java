package io.hooklane.dispatcher.signing;

/** An endpoint's secrets do not give a signature. The message is for people and holds no secret. */
public final class UnusableSecretException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableSecretException(String message) {
    super(message);
  }
}
