package io.hooklane.subscription.endpoint;

import io.hooklane.contracts.health.EndpointVerdict.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Why Hooklane itself disabled an endpoint.
 *
 * @param detail for people, at most 1,000 characters; what is longer is cut off
 * @param at when that was found out, to the millisecond
 */
record DisabledReason(Verdict verdict, String detail, Instant at) {

  private static final int LONGEST = 1_000;

  DisabledReason {
    // The database holds no NUL.
    String storable = detail.replace('\0', ' ');
    detail = storable.length() > LONGEST ? storable.substring(0, LONGEST) : storable;
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }
}
