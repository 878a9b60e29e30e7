package io.hooklane.bench.log;

import java.time.Instant;

/** One of the messages that were written, to ask for. */
public record LogSample(
    LogCustomer customer,
    String endpoint,
    String message,
    String event,
    String type,
    String attempt,
    String customerId,
    String email,
    String object,
    Instant acceptedAt) {}
