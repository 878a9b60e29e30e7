package io.hooklane.bench;

/** The benchmark cannot go on; the message says why. */
public final class BenchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what the user should know. */
  public BenchException(String message) {
    super(message);
  }
}
