package io.hooklane.dispatcher.endpoint;

/** An endpoint's headers cannot be sent. The message is for people and holds no value. */
public final class UnusableHeadersException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableHeadersException(String message) {
    super(message);
  }
}
