package io.hooklane.dispatcher.lane;

import java.util.Locale;

/** Why a lane does not take a delivery now. */
enum Diversion {
  /** It has no room left. */
  FULL,
  /** It may only send so many per second. */
  RATE_LIMITED,
  /** Its endpoint asked to be left alone, or has too much to do. */
  HELD_BACK,
  /** Its endpoint does nothing but fail. */
  OPEN;

  /** How it is written in metrics. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
