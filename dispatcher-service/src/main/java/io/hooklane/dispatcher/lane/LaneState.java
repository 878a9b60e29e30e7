package io.hooklane.dispatcher.lane;

import java.util.Locale;

/** What a lane is like. */
enum LaneState {
  /** It sends what comes. */
  FLOWING,
  /** It has refused something for lack of room, and has not become half empty since. */
  FULL,
  /** Its deliveries wait because it may only send so many per second. */
  RATE_LIMITED,
  /** Its endpoint asked to be left alone, or has too much to do. */
  HELD_BACK,
  /** Its endpoint does nothing but fail. */
  OPEN,
  /** Its endpoint did nothing but fail; whether it is better is being tried out. */
  PROBING;

  /** How it is written in metrics. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
