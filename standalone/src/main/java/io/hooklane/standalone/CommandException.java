package io.hooklane.standalone;

/** A command cannot go on; the message tells the user what to do. */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public CommandException(String message) {
    super(message);
  }

  /** With a message for the user and its cause. */
  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
