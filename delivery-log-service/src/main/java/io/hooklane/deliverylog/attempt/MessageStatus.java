package io.hooklane.deliverylog.attempt;

import io.hooklane.deliverylog.listing.QueryParameters;
import io.hooklane.deliverylog.recording.RecordedState;
import io.hooklane.management.ValidationException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A status as the management API counts them, in the order of their numbers from 0. */
public enum MessageStatus {
  SUCCESS("success"),
  PENDING("pending"),
  FAIL("fail"),
  SENDING("sending"),
  CANCELED("canceled");

  private final String text;

  MessageStatus(String text) {
    this.text = text;
  }

  /** As the API has it. */
  public int number() {
    return ordinal();
  }

  /** As the API has it for people. */
  public String text() {
    return text;
  }

  /** The status of a recorded delivery. */
  public static MessageStatus of(RecordedState state) {
    return switch (state) {
      case PENDING, RESENDING -> PENDING;
      case CANCELED -> CANCELED;
      case FAILED, RESEND_FAILED -> FAIL;
      case SUCCESS -> SUCCESS;
    };
  }

  /**
   * The numbers of the states that this is the status of, for a query; for {@link #SENDING}, which
   * is never recorded, one that no row has.
   */
  public String codes() {
    String codes =
        Arrays.stream(RecordedState.values())
            .filter(state -> of(state) == this)
            .map(state -> Short.toString(state.code()))
            .collect(Collectors.joining(", "));
    return codes.isEmpty() ? "-1" : codes;
  }

  /**
   * That a delivery has this status, in the words of the indexes of those that did not succeed.
   *
   * @param alias of the table
   */
  public String condition(String alias) {
    return switch (this) {
      case SUCCESS -> alias + ".state = 5";
      case PENDING, FAIL, CANCELED ->
          "(CASE %1$s.state WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 1 WHEN 3 THEN 4 ELSE 2 END) = %2$d AND %1$s.state <> 5"
              .formatted(alias, number());
      case SENDING -> "FALSE";
    };
  }

  /**
   * The request's parameter {@code status}, if there is one.
   *
   * @throws ValidationException when it is no status
   */
  public static Optional<MessageStatus> filter(QueryParameters parameters) {
    Integer number = parameters.number("status");
    if (number == null) {
      return Optional.empty();
    }
    if (number < 0 || number >= values().length) {
      throw ValidationException.query(
          "status", "0 success, 1 pending, 2 fail, 3 sending or 4 canceled");
    }
    return Optional.of(values()[number]);
  }
}
