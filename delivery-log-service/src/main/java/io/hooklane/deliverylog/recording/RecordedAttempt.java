package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.DeliveryReport.Attempt;

/** A row of {@code attempts}; it never changes. */
record RecordedAttempt(Attempt attempt, byte[] response) {}
