package io.hooklane.bench.receiver;

/**
 * A request to an endpoint that keeps its requests' times.
 *
 * @param micros since 1970, when it had been read
 * @param status what it was answered
 */
public record Arrival(int endpoint, long sequence, long micros, int status) {}
