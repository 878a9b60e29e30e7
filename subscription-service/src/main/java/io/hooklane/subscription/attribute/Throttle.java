package io.hooklane.subscription.attribute;

import io.hooklane.management.JsonBody;
import org.jspecify.annotations.Nullable;

/** The bound on messages per second that an application or an endpoint can have. */
public final class Throttle {

  private static final int MOST = 65_535;

  private Throttle() {}

  /** Reads {@code throttleRate}, or {@code rateLimit} as older clients call it. */
  public static @Nullable Integer read(JsonBody body, @Nullable Integer absent) {
    return body.nullableInteger(body.named("throttleRate", "rateLimit"), 1, MOST, absent);
  }
}
