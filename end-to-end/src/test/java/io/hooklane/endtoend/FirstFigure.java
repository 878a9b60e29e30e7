package io.hooklane.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A first figure of the product's speed; not part of the build. {@code ./mvnw -pl end-to-end verify
 * -Dit.test=FirstFigure} prints deliveries per second at full load and the latency at half of it:
 * 200 applications of one endpoint each, 1 KB payloads published on Kafka, a receiver that answers
 * at once.
 */
@EndToEnd
class FirstFigure {

  private static final int ENDPOINTS = 200;
  private static final int EVENTS = Integer.getInteger("events", 60_000);
  private static final Duration HALF_RATE = Duration.ofSeconds(15);

  private final Hooklane hooklane;
  private final List<Application> applications = new ArrayList<>();
  private final List<Inbox> inboxes = new ArrayList<>();

  FirstFigure(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @Test
  @Timeout(600)
  void prints() {
    for (int i = 0; i < ENDPOINTS; i++) {
      Application application = hooklane.anApplication();
      Inbox inbox = hooklane.receiver().inbox();
      application.anEndpoint().at(inbox).created();
      applications.add(application);
      inboxes.add(inbox);
    }
    run("warm-up", EVENTS / 3, 0);
    double rate = run("full load", EVENTS, 0);
    run("half load", (int) (rate / 2 * HALF_RATE.toSeconds()), rate / 2);
  }

  private double run(String name, int events, double perSecond) {
    inboxes.forEach(Inbox::forgets);
    long began = System.nanoTime();
    long beganMillis = System.currentTimeMillis();
    for (int i = 0; i < events; i++) {
      if (perSecond > 0) {
        long due = began + (long) (i / perSecond * 1e9);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
      }
      hooklane.events().sendBinary(applications.get(i % ENDPOINTS).id(), stamped());
    }
    Duration published = Duration.ofNanos(System.nanoTime() - began);
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> inboxes.stream().mapToInt(Inbox::distinct).sum() >= events);
    return report(name, events, published, beganMillis);
  }

  private double report(String name, int events, Duration published, long beganMillis) {
    Histogram latency = new Histogram(3);
    int requests = 0;
    int distinct = 0;
    long last = beganMillis;
    for (Inbox inbox : inboxes) {
      for (Received request : inbox.received()) {
        long at = request.at().toEpochMilli();
        latency.recordValue(Math.max(0, at - publishedAt(request)));
        last = Math.max(last, at);
      }
      requests += inbox.count();
      distinct += inbox.distinct();
    }
    double rate = events * 1000.0 / (last - beganMillis);
    System.out.printf(
        "%s: %d events published in %d ms, %.0f deliveries/s,"
            + " publish -> received p50 %d ms, p99 %d ms, max %d ms, lost %d, duplicates %d%n",
        name,
        events,
        published.toMillis(),
        rate,
        latency.getValueAtPercentile(50),
        latency.getValueAtPercentile(99),
        latency.getMaxValue(),
        events - distinct,
        requests - distinct);
    return rate;
  }

  private static Event stamped() {
    String head = "{\"at\":" + System.currentTimeMillis() + ",\"pad\":\"";
    String payload = head + "x".repeat(1024 - head.length() - 2) + "\"}";
    return Event.anEvent("load.event").carrying(payload.getBytes(UTF_8));
  }

  private static long publishedAt(Received request) {
    String body = request.text();
    return Long.parseLong(body.substring("{\"at\":".length(), body.indexOf(',')));
  }
}
