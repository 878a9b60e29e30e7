package io.hooklane.dispatcher.sending;

import io.hooklane.contracts.delivery.Failure;

/** How an attempt ended. A webhook that fails is an outcome, not an exception. */
public sealed interface AttemptOutcome {

  /** The receiver took it. */
  record Succeeded(Response response) implements AttemptOutcome {}

  /** The receiver answered, but with a status outside 200–299. */
  record Refused(Response response) implements AttemptOutcome {}

  /**
   * No answer came.
   *
   * @param detail a sentence for people; never a secret
   */
  record Failed(Failure failure, String detail) implements AttemptOutcome {}
}
