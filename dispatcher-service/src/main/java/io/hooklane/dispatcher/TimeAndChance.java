package io.hooklane.dispatcher;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.SplittableRandom;

/** What decisions are made with besides their input: the time, and chance. */
final class TimeAndChance {

  private TimeAndChance() {}

  @Produces
  @Singleton
  static Clock clock() {
    return Clock.systemUTC();
  }

  /** Split for each thread that uses it; it is not safe to share. */
  @Produces
  @Singleton
  static SplittableRandom random() {
    return new SplittableRandom(new SecureRandom().nextLong());
  }
}
