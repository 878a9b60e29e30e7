package io.hooklane.dispatcher.lane;

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
   */
  record Diverted(Diversion why, long waitNanos) implements Admission {}
}
