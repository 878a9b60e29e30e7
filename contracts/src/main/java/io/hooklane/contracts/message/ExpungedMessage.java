package io.hooklane.contracts.message;

import io.hooklane.contracts.HeaderSink;
import io.hooklane.contracts.HeaderSource;
import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import java.time.Instant;

/**
 * That a message's content was expunged: nothing of it may be sent any more. It stands in the
 * headers of a record on {@code hooklane.expunged}; the key is the message's id, the value is
 * empty. It may come more than once.
 *
 * @param at when, to the millisecond: what was accepted later under the same id is another content
 */
public record ExpungedMessage(
    MessageId message, EnvironmentId environment, ApplicationId application, Instant at) {

  public ExpungedMessage {
    at = Instant.ofEpochMilli(at.toEpochMilli());
  }

  /** Writes the record's headers. */
  public void writeTo(HeaderSink headers) {
    headers.add("hooklane_message", message.value());
    headers.add("hooklane_env", environment.value());
    headers.add("hooklane_app", application.value());
    headers.add("hooklane_at", at.toEpochMilli());
  }

  /**
   * Reads the record's headers.
   *
   * @throws UnreadableRecordException when one is missing or malformed
   */
  public static ExpungedMessage readFrom(HeaderSource headers) {
    try {
      return new ExpungedMessage(
          new MessageId(headers.required("hooklane_message")),
          new EnvironmentId(headers.required("hooklane_env")),
          new ApplicationId(headers.required("hooklane_app")),
          Instant.ofEpochMilli(headers.requiredNumber("hooklane_at")));
    } catch (UnreadableRecordException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecordException("Not an expunged message: " + e.getMessage(), e);
    }
  }
}
