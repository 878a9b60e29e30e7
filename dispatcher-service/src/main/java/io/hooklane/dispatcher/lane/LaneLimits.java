package io.hooklane.dispatcher.lane;

/**
 * The bounds of a set of lanes. A lane's own share shrinks as all lanes together fill up, to a part
 * of what is still free, so that lanes that do not move cannot take the room of those that do.
 *
 * @param inFlight attempts under way in one lane
 * @param queued deliveries waiting in one lane
 * @param totalInFlight attempts under way in all lanes
 * @param totalHeld deliveries in all lanes, waiting or under way
 */
record LaneLimits(int inFlight, int queued, int totalInFlight, int totalHeld) {

  /** What of the free room one lane may have: a sixteenth. */
  private static final int SHARE = 16;

  LaneLimits {
    if (inFlight < 1 || queued < 1 || totalInFlight < 1 || totalHeld < 1) {
      throw new IllegalArgumentException("Each bound of a lane must be 1 or more");
    }
  }

  /** The bounds that one of several equal parts gets. */
  LaneLimits dividedBy(int parts) {
    return new LaneLimits(
        inFlight, queued, Math.max(1, totalInFlight / parts), Math.max(1, totalHeld / parts));
  }

  /** How many attempts may be under way in one lane, when so many are in all. */
  int inFlightShare(int nowInFlight) {
    return Math.min(inFlight, Math.max(1, (totalInFlight - nowInFlight) / SHARE));
  }

  /** How many deliveries one lane may hold, when so many are held in all. */
  int heldShare(int nowHeld) {
    return Math.min(inFlight + queued, Math.max(1, (totalHeld - nowHeld) / SHARE));
  }
}
