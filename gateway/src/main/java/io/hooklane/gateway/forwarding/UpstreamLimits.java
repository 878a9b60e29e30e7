package io.hooklane.gateway.forwarding;

import java.time.Duration;

/**
 * What requests to a service are given.
 *
 * @param connections at most, 1 or more
 * @param waiting requests that may wait for a connection
 * @param silence how long the service, or the caller, may be silent
 * @param bodyLimit bytes of the largest body
 */
record UpstreamLimits(int connections, int waiting, Duration silence, long bodyLimit) {}
