package io.hooklane.dispatcher.lane;

/**
 * The bounds of a set of lanes. A lane's own share shrinks as all lanes together fill up, to a part
 * of what is still free, so that lanes that do not move cannot take the room of those that do.
 *
 * @param inFlight attempts under way in one lane
 * @param queued deliveries waiting in one lane
 * @param totalInFlight attempts under way in all lanes
 * @param totalHeld deliveries in all lanes, waiting or under way
 * @param totalBytes of the deliveries in all lanes, whatever number of event loops they are on; an
 *     empty set takes one that is larger
 */
record LaneLimits(int inFlight, int queued, int totalInFlight, int totalHeld, long totalBytes) {

  /** What of the free room one lane may fill: a sixteenth. */
  private static final int SHARE = 16;

  /** What of the free room a lane may have under way if it is known to be quick: a quarter. */
  private static final int SHARE_OF_PROVEN = 4;

  /** The part of its share that a lane keeps free for what comes back to it: a quarter. */
  private static final int PART_FOR_RETURNING = 4;

  LaneLimits {
    atLeastOne("in-flight", inFlight);
    atLeastOne("queued", queued);
    atLeastOne("total-in-flight", totalInFlight);
    atLeastOne("total-held", totalHeld);
    atLeastOne("total-bytes", totalBytes);
  }

  private static void atLeastOne(String name, long bound) {
    if (bound < 1) {
      throw new IllegalArgumentException(
          "hooklane.lane." + name + " must be 1 or more, not " + bound);
    }
  }

  /** The bounds that one of several equal parts gets; they share the bytes ({@link BytesHeld}). */
  LaneLimits dividedBy(int parts) {
    return dividedBy(parts, totalBytes);
  }

  /** The bounds of all lanes together that have not proven to be quick: half. */
  LaneLimits ofUnproven() {
    return dividedBy(2, Math.max(1, totalBytes / 2));
  }

  private LaneLimits dividedBy(int parts, long bytes) {
    return new LaneLimits(
        inFlight,
        queued,
        Math.max(1, totalInFlight / parts),
        Math.max(1, totalHeld / parts),
        bytes);
  }

  /** How many attempts may be under way in one lane, when so many are in all. */
  int inFlightShare(int nowInFlight, boolean proven) {
    int share = (totalInFlight - nowInFlight) / (proven ? SHARE_OF_PROVEN : SHARE);
    return Math.min(inFlight, Math.max(1, share));
  }

  /** How many attempts may be under way to one application's endpoints: three quarters of all. */
  int inFlightOfOne() {
    return Math.max(1, totalInFlight / 4 * 3);
  }

  /** How many to those of its endpoints that are not proven, when so many are in all lanes. */
  int unprovenInFlightOfOne(int nowInFlight) {
    return Math.max(1, (totalInFlight - nowInFlight) / 2);
  }

  /** How many deliveries one lane may hold, when so many are held in all. */
  int heldShare(int nowHeld) {
    return Math.min(inFlight + queued, Math.max(1, roomFor(nowHeld)));
  }

  /** How many deliveries of the free room one lane may hold, however long its queue may be. */
  int roomFor(int nowHeld) {
    return Math.max(0, (totalHeld - nowHeld) / SHARE);
  }

  /** What of this share is for what comes for the first time. */
  int withoutPartForReturning(int share) {
    return share - share / PART_FOR_RETURNING;
  }

  /** How many bytes one lane may hold, when so many are held in all lanes of all event loops. */
  long bytesShare(long nowBytes) {
    return Math.max(0, (totalBytes - nowBytes) / SHARE);
  }
}
