package io.hooklane.servers;

/** A server could not be started or stopped; the message says what to do or ends with its log. */
public final class ServerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what went wrong, for a human. */
  public ServerException(String message) {
    super(message);
  }

  /** With what went wrong and why. */
  public ServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
