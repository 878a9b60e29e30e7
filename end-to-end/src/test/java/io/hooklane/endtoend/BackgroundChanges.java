package io.hooklane.endtoend;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Changes of other things, at a bounded rate, until closed. */
final class BackgroundChanges implements AutoCloseable {

  private static final int PER_SECOND = 40;

  private final ScheduledExecutorService schedule = Executors.newScheduledThreadPool(2);
  private final AtomicInteger made = new AtomicInteger();
  private final Application application;
  private final Endpoint endpoint;

  BackgroundChanges(Hooklane hooklane) {
    this.application = hooklane.anApplication();
    this.endpoint = application.anEndpoint().at(hooklane.receiver().inbox()).created();
    schedule.scheduleAtFixedRate(
        this::change, 0, TimeUnit.SECONDS.toMicros(1) / PER_SECOND, TimeUnit.MICROSECONDS);
  }

  /** How many changes were made so far. */
  int made() {
    return made.get();
  }

  private void change() {
    int number = made.incrementAndGet();
    if (number % 2 == 0) {
      application
          .api()
          .post(application.path() + "/endpoint", Json.object("url", "https://a.example"));
    } else {
      endpoint.edit("description", "change " + number);
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
    schedule.close();
  }
}
