package io.hooklane.deliverylog.attempt;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hooklane.contracts.delivery.Timings;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How long an attempt's steps took, one after another, in milliseconds: null where a step was not
 * needed or not done.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "AttemptTimingsOut")
record AttemptTimingsOut(
    @Nullable Long dnsMs,
    @Nullable Long connectMs,
    @Nullable Long tlsMs,
    @Nullable Long firstByteMs) {

  static AttemptTimingsOut of(Timings timings) {
    return new AttemptTimingsOut(
        milliseconds(timings.dns()),
        milliseconds(timings.connect()),
        milliseconds(timings.tls()),
        milliseconds(timings.firstByte()));
  }

  private static @Nullable Long milliseconds(@Nullable Duration step) {
    return step == null ? null : step.toMillis();
  }
}
