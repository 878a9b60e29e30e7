package io.hooklane.dispatcher.transport;

/**
 * Connections cannot be made as an endpoint's settings ask for. The message is for people and holds
 * no secret.
 */
public final class UnusableTransportException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableTransportException(String message) {
    super(message);
  }
}
