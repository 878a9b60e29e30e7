package io.hooklane.gateway;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The time that expiry is measured by. */
class GatewayClock {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
