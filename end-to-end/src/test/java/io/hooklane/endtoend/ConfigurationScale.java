package io.hooklane.endtoend;

import static org.awaitility.Awaitility.await;

import io.hooklane.endtoend.Hooklane.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How the product bears a large configuration; not part of the build, see docs/performance.md. It
 * makes many applications and endpoints, measures the API's latencies beside them, kills each
 * service to see how soon it is ready again, and prints what memory all processes take.
 */
@EndToEnd
class ConfigurationScale {

  private static final int APPLICATIONS = Integer.getInteger("applications", 10_000);
  private static final int ENDPOINTS = Integer.getInteger("endpoints", 100_000);
  private static final int MAKERS = Integer.getInteger("makers", 16);
  private static final int PER_SECOND = Integer.getInteger("rate", 50);
  private static final int SECONDS = Integer.getInteger("seconds", 60);
  private static final int BATCH = 10_000;
  private static final List<String> SERVICES =
      List.of("gateway", "subscription", "ingest", "dispatcher", "delivery-log");

  private final Hooklane hooklane;
  private final Random random = new Random(42);

  ConfigurationScale(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @Test
  @Timeout(3_600)
  void prints() {
    String run = Long.toHexString(System.currentTimeMillis());
    makeAll("applications", APPLICATIONS, i -> application(run, i));
    makeAll("endpoints", ENDPOINTS, i -> endpoint(run, i % APPLICATIONS, i));
    measureAll(run);
    SERVICES.forEach(this::restart);
    SERVICES.forEach(this::memory);
    List.of("kafka", "postgres").forEach(this::memory);
  }

  private Answer application(String run, int number) {
    String uid = uid(run, number);
    return hooklane.live().post("/api/v1/app", Json.object("name", uid, "uid", uid)).expect(201);
  }

  private Answer endpoint(String run, int application, int number) {
    return hooklane
        .live()
        .post(
            "/api/v1/app/" + uid(run, application) + "/endpoint",
            Json.object(
                "url",
                "https://example.com/hooks/" + number,
                "uid",
                "ep" + number,
                "eventTypes",
                List.of("order.*"),
                "channels",
                List.of("c" + number % 10)))
        .expect(201);
  }

  private void makeAll(String what, int count, IntFunction<Answer> make) {
    long began = System.nanoTime();
    for (int from = 0; from < count; from += BATCH) {
      List<Callable<@Nullable Integer>> calls = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + BATCH); i++) {
        int number = i;
        calls.add(() -> make.apply(number).status());
      }
      int made = AtOnce.all(MAKERS, calls).size();
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%s: %d made after %.0f s, %.0f/s%n",
          what, from + made, seconds, (from + made) / seconds);
    }
  }

  private void measureAll(String run) {
    int warm = Math.min(10, SECONDS);
    for (int seconds : List.of(warm, SECONDS)) {
      String as = seconds == warm ? "warm-up " : "";
      measure(as + "list applications", seconds, i -> list("/api/v1/app?limit=50"));
      measure(
          as + "list endpoints",
          seconds,
          i -> list("/api/v1/app/" + uid(run, random.nextInt(APPLICATIONS)) + "/endpoint"));
      measure(as + "get endpoint", seconds, i -> get(run));
      measure(
          as + "create endpoint",
          seconds,
          i -> endpoint(run, random.nextInt(APPLICATIONS), ENDPOINTS + seconds * 1_000_000 + i));
    }
  }

  private void list(String path) {
    hooklane.live().get(path).expect(200);
  }

  private void get(String run) {
    int number = random.nextInt(ENDPOINTS);
    String application = uid(run, number % APPLICATIONS);
    list("/api/v1/app/" + application + "/endpoint/ep" + number);
  }

  /** Calls at their times, however long others take; latency counts from when a call was due. */
  private void measure(String what, int seconds, IntConsumer call) {
    Histogram latency = new ConcurrentHistogram(3);
    AtomicInteger failed = new AtomicInteger();
    Phaser running = new Phaser(1);
    long began = System.nanoTime();
    for (int i = 0; i < seconds * PER_SECOND; i++) {
      long due = began + i * 1_000_000_000L / PER_SECOND;
      int number = i;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      running.register();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  call.accept(number);
                  latency.recordValue((System.nanoTime() - due) / 1_000);
                } catch (AssertionError | UncheckedIOException e) {
                  failed.incrementAndGet();
                } finally {
                  running.arriveAndDeregister();
                }
              });
    }
    running.arriveAndAwaitAdvance();
    System.out.printf(
        "%s at %d/s for %d s: p50 %.1f ms, p99 %.1f ms, max %.1f ms, failed %d%n",
        what,
        PER_SECOND,
        seconds,
        latency.getValueAtPercentile(50) / 1_000.0,
        latency.getValueAtPercentile(99) / 1_000.0,
        latency.getMaxValue() / 1_000.0,
        failed.get());
  }

  private void restart(String service) {
    ServiceProcess before = hooklane.standalone().process(service);
    before.kill();
    long began = System.nanoTime();
    await(service + " to be ready again")
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(
            () -> {
              ServiceProcess now = hooklane.standalone().process(service);
              return now.pid() != before.pid() && now.ready();
            });
    System.out.printf(
        "%s: ready %.1f s after kill -9; %s%n",
        service, (System.nanoTime() - began) / 1e9, loaded(service));
  }

  /** What a service said when it had read the configuration. */
  private String loaded(String service) {
    Path log = Path.of(processes(service, "log"));
    try {
      List<String> said =
          Files.readAllLines(log).stream()
              .filter(line -> line.contains("configuration loaded"))
              .toList();
      return said.isEmpty() ? "it says nothing of it" : said.getLast().replaceAll(".*\\) ", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void memory(String process) {
    Path rollup = Path.of("/proc", processes(process, "pid"), "smaps_rollup");
    try {
      Iterator<String> sizes =
          Files.readAllLines(rollup).stream()
              .filter(line -> line.startsWith("Rss:") || line.startsWith("Pss:"))
              .map(line -> line.replaceAll("\\D", ""))
              .iterator();
      System.out.printf(
          "%s: RSS %d MB, PSS %d MB%n",
          process, Long.parseLong(sizes.next()) / 1024, Long.parseLong(sizes.next()) / 1024);
    } catch (IOException e) {
      System.out.printf("%s: memory not known here: %s%n", process, e.getMessage());
    }
  }

  private String processes(String process, String field) {
    return hooklane.standalone().all().path("processes").path(process).path(field).asText();
  }

  private static String uid(String run, int number) {
    return "scale-" + run + "-" + number;
  }
}
