package io.hooklane.standalone.supervision;

/** A process did not become ready; the message ends with what it wrote last. */
public final class ChildException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public ChildException(String message) {
    super(message);
  }

  /** With a message for the user and its cause. */
  public ChildException(String message, Throwable cause) {
    super(message, cause);
  }
}
