package io.hooklane.ingest;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The time at which messages are accepted. */
class IngestClock {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
