package io.hooklane.dispatcher.lane;

import org.jspecify.annotations.Nullable;

/** Whether a lane took something. */
sealed interface Admission {

  /** It did; it will be sent, or diverted later. */
  record Taken() implements Admission {

    static final Taken TAKEN = new Taken();
  }

  /**
   * It did not.
   *
   * @param waitNanos in how long it may come again, from now on; 0 when the lane cannot tell
   * @param outage when its endpoint does not answer, so that others that come now would rest, too;
   *     null when it was refused for another reason
   */
  record Diverted(Diversion why, long waitNanos, @Nullable Outage outage) implements Admission {

    /** For another reason than that the endpoint is down. */
    Diverted(Diversion why, long waitNanos) {
      this(why, waitNanos, null);
    }
  }
}
