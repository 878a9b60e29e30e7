package io.hooklane.contracts;

/** A record on one of Hooklane's own topics that does not follow its contract. */
public final class UnreadableRecordException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public UnreadableRecordException(String message) {
    super(message);
  }

  public UnreadableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
