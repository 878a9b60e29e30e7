package io.hooklane.deliverylog.search;

/**
 * How much of each delivery is shown.
 *
 * @param content whether bodies and headers are
 * @param attempts whether the latest attempts are
 */
record SearchShows(boolean content, boolean attempts) {}
