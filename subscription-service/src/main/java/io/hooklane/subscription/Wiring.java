package io.hooklane.subscription;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Time and chance, as beans, so that tests can bring their own. */
final class Wiring {

  private Wiring() {}

  @Produces
  @Singleton
  static Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  static RandomGenerator random() {
    return new SecureRandom();
  }
}
