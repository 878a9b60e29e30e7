package io.hooklane.deliverylog;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The time that what is recorded ages by. */
final class DeliveryLogClock {

  private DeliveryLogClock() {}

  @Produces
  @Singleton
  static Clock clock() {
    return Clock.systemUTC();
  }
}
