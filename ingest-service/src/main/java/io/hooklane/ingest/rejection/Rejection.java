package io.hooklane.ingest.rejection;

import java.util.Locale;

/**
 * Why a source's record cannot become a message.
 *
 * @param reason for people; never the record's content
 */
public record Rejection(Code code, String reason) {

  /** For programs and metrics. */
  public enum Code {
    /** The record has no value. */
    NO_VALUE,
    /** The value is not the JSON that it must be. */
    UNREADABLE,
    /** The record is not the CloudEvent that its topic promises. */
    NOT_A_CLOUD_EVENT,
    /** Nothing says of which type the event is. */
    NO_TYPE,
    /** Nothing says for which application the event is. */
    NO_APPLICATION,
    /** There is no such application in that environment. */
    UNKNOWN_APPLICATION,
    /** There is no such environment. */
    UNKNOWN_ENVIRONMENT,
    /** Webhooks are switched off in that environment. */
    FEATURE_DISABLED,
    /** A type, id, channel or key is of another form than allowed. */
    BAD_NAME,
    /** The payload is over the limit. */
    PAYLOAD_TOO_LARGE;

    /** The name in headers and metrics: lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
