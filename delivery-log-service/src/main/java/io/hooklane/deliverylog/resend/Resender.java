package io.hooklane.deliverylog.resend;

import io.hooklane.contracts.configuration.Configuration.Endpoint;
import io.hooklane.contracts.id.TaskId;
import io.hooklane.deliverylog.directory.DirectoryLookup;
import io.hooklane.topics.ConfigurationLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Has messages sent once more. */
@Singleton
public class Resender {

  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(3);
  private static final Duration EVER = Duration.ofMillis(Integer.MAX_VALUE);

  private final DirectoryLookup directory;
  private final DeliveriesTopic writer;
  private final DeliveriesTopic patientWriter;
  private final Counter byCall;
  private final Counter byTask;
  private final Clock clock;

  /** Wired by the container. */
  public Resender(
      ConfigurationLog configurationLog,
      DirectoryLookup directory,
      MeterRegistry metrics,
      Clock clock) {
    this.directory = directory;
    this.writer = new DeliveriesTopic(configurationLog, "hooklane-resend", LONGEST_CALL, ANSWER);
    this.patientWriter =
        new DeliveriesTopic(configurationLog, "hooklane-tasks", LONGEST_CALL, EVER);
    this.byCall = counter(metrics, "call");
    this.byTask = counter(metrics, "task");
    this.clock = clock;
  }

  private static Counter counter(MeterRegistry metrics, String by) {
    return Counter.builder("hooklane.resent")
        .tag("by", by)
        .description("Deliveries that were asked for by hand")
        .register(metrics);
  }

  /** Completes when Kafka has it; fails after some seconds at most. */
  CompletableFuture<Void> resend(Resend resend, Endpoint endpoint) {
    return writer
        .write(
            resend.to(endpoint, clock.instant(), directory.configurationOffset(), null),
            resend.body())
        .thenRun(byCall::increment);
  }

  /**
   * Completes when Kafka has them all, however long that takes. When it fails, some of them may be
   * there and others not, and none is under way any more.
   */
  public CompletableFuture<Void> resend(List<Resend> resends, Endpoint endpoint, TaskId task) {
    List<CompletableFuture<Void>> all = new ArrayList<>(resends.size());
    for (Resend resend : resends) {
      CompletableFuture<Void> written =
          patientWriter.write(
              resend.to(endpoint, clock.instant(), directory.configurationOffset(), task),
              resend.body());
      all.add(written);
      if (written.isCompletedExceptionally()) {
        break; // Each further one would block as long as this one did.
      }
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenRun(() -> byTask.increment(resends.size()));
  }

  void stop(@Observes ShutdownEvent event) {
    writer.close();
    patientWriter.close();
  }
}
