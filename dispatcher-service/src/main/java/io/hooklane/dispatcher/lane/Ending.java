package io.hooklane.dispatcher.lane;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.sending.AttemptOutcome;
import io.hooklane.dispatcher.sending.Response;
import io.hooklane.dispatcher.sending.Wish;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a lane must know of how an attempt ended. */
sealed interface Ending {

  /** Endings that need no more than their name. */
  enum Plain implements Ending {
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    /** It was answered in a way that says nothing about how the endpoint is. */
    TOLD_NOTHING,
    /** No attempt was made after all. */
    NOT_MADE
  }

  /**
   * The receiver has too much to do.
   *
   * @param retryAfter for how long it asks to be left alone; null when it does not say
   */
  record Throttled(@Nullable Duration retryAfter) implements Ending {}

  /** What this outcome means to the lane. */
  static Ending of(AttemptOutcome outcome) {
    return switch (outcome) {
      case AttemptOutcome.Succeeded succeeded -> Plain.SUCCEEDED;
      case AttemptOutcome.Refused refused -> of(refused.response());
      case AttemptOutcome.Failed failed ->
          failed.failure() == Failure.TIMEOUT ? Plain.TIMED_OUT : Plain.FAILED;
    };
  }

  private static Ending of(Response response) {
    if (response.asksForPatience()) {
      return new Throttled(response.retryAfter());
    }
    boolean aboutTheMessage = response.wish() == Wish.ABORT_MESSAGE;
    return aboutTheMessage || response.status() == 410 ? Plain.TOLD_NOTHING : Plain.FAILED;
  }
}
