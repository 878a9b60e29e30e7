package io.hooklane.dispatcher.authentication;

/** An endpoint's credentials cannot be used. The message is for people and holds no secret. */
public final class UnusableCredentialsException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableCredentialsException(String message) {
    super(message);
  }
}
