package io.hooklane.ingest.source;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.Message;
import io.hooklane.ingest.application.ApplicationDirectory;
import io.hooklane.ingest.message.MessageMetrics;
import io.hooklane.ingest.message.MessageSender;
import io.hooklane.ingest.publishing.PublishingConfig;
import io.hooklane.ingest.rejection.Rejection;
import io.hooklane.ingest.rejection.RejectionSender;
import io.hooklane.topics.ConfigurationLog;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Turns the records of sources into messages or rejections. Each is sent again until Kafka has
 * acknowledged it, so that no record is ever passed over.
 */
@Singleton
public class SourceIntake {

  private static final Logger LOG = Logger.getLogger(SourceIntake.class);

  /**
   * Longer than a broker is usually away: as long as the client itself tries again, the order
   * within a partition is kept.
   */
  private static final Duration ACKNOWLEDGEMENT = Duration.ofMinutes(30);

  private static final Duration BLOCK = Duration.ofSeconds(30);
  private static final Duration ONE_WAIT_FOR_CONFIGURATION = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final SourceTable sources;
  private final ApplicationDirectory directory;
  private final ConfigurationLog log;
  private final PublishingConfig limits;
  private final MessageMetrics metrics;
  private final MessageSender messages;
  private final RejectionSender rejections;
  private final Clock clock = Clock.systemUTC();
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** Wired by the container. */
  public SourceIntake(
      SourceTable sources,
      ApplicationDirectory directory,
      ConfigurationLog log,
      PublishingConfig limits,
      MessageMetrics metrics) {
    this.sources = sources;
    this.directory = directory;
    this.log = log;
    this.limits = limits;
    this.metrics = metrics;
    this.messages = new MessageSender(log.kafka(), ACKNOWLEDGEMENT, BLOCK);
    this.rejections = new RejectionSender(log.kafka(), ACKNOWLEDGEMENT, clock);
  }

  void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
    stopping.countDown();
    messages.close();
    rejections.close();
  }

  /**
   * Accepts or rejects each record of a batch; blocks until all of that is acknowledged.
   *
   * @throws InterruptedException when the service stops first: the batch is then not done
   */
  void accept(Iterable<ConsumerRecord<byte[], byte[]>> batch) throws InterruptedException {
    List<Sending> sendings = new ArrayList<>();
    Directory known = new Directory();
    long accepted = 0;
    for (ConsumerRecord<byte[], byte[]> entry : batch) {
      try {
        SourceEvent event = read(entry);
        Message message = message(event, known);
        sendings.add(new Sending(() -> messages.send(message, event.body())));
        accepted++;
      } catch (RejectedException e) {
        Rejection rejection = e.rejection();
        report(entry, rejection);
        sendings.add(new Sending(() -> rejections.send(entry, rejection)));
      }
    }
    awaitAll(sendings);
    metrics.acceptedBySource(accepted);
  }

  private SourceEvent read(ConsumerRecord<byte[], byte[]> entry) throws RejectedException {
    if (entry.value() == null) {
      throw new RejectedException(Rejection.Code.NO_VALUE, "The record has no value");
    }
    SourceEvent event = readAs(entry);
    event.check();
    long limit = limits.maxPayload().asLongValue();
    if (event.body().length > limit) {
      throw new RejectedException(
          Rejection.Code.PAYLOAD_TOO_LARGE,
          "At most " + limit + " bytes, these are " + event.body().length);
    }
    return event;
  }

  private SourceEvent readAs(ConsumerRecord<byte[], byte[]> entry) throws RejectedException {
    try {
      return sources
          .reader(entry.topic())
          .orElseThrow(() -> new IllegalStateException("No source reads " + entry.topic()))
          .read(entry);
    } catch (RuntimeException e) {
      // Ours to mend; until then no record may hold up its partition.
      LOG.errorf(
          e,
          "record unreadable topic=%s partition=%d offset=%d",
          entry.topic(),
          entry.partition(),
          entry.offset());
      throw new RejectedException(Rejection.Code.UNREADABLE, "The record cannot be read");
    }
  }

  private Message message(SourceEvent event, Directory known)
      throws RejectedException, InterruptedException {
    EnvironmentId environment =
        known
            .find(() -> directory.environment(event.environment()))
            .orElseThrow(
                () ->
                    new RejectedException(
                        Rejection.Code.UNKNOWN_ENVIRONMENT, "There is no such environment"));
    if (known.find(() -> directory.environmentWithWebhooks(environment)).isEmpty()) {
      throw new RejectedException(
          Rejection.Code.FEATURE_DISABLED, "Webhooks are switched off in that environment");
    }
    ApplicationId application =
        known
            .find(() -> directory.application(environment, event.application()))
            .orElseThrow(
                () ->
                    new RejectedException(
                        Rejection.Code.UNKNOWN_APPLICATION,
                        "There is no such application in that environment"));
    Instant now = clock.instant();
    return new Message(
        id(application, event, now),
        environment,
        application,
        event.type(),
        event.id(),
        event.channels(),
        now,
        event.orderingKey(),
        event.contentType(),
        null,
        false);
  }

  private static MessageId id(ApplicationId application, SourceEvent event, Instant now) {
    if (event.id() == null) {
      return MessageId.random(now, ThreadLocalRandom.current());
    }
    return MessageId.ofEvent(
        application, event.idScope() == null ? event.id() : event.idScope() + '\n' + event.id());
  }

  private void report(ConsumerRecord<byte[], byte[]> entry, Rejection rejection) {
    metrics.rejected(rejection.code().wireName());
    LOG.warnf(
        "record rejected topic=%s partition=%d offset=%d code=%s",
        entry.topic(), entry.partition(), entry.offset(), rejection.code().wireName());
  }

  private void awaitAll(List<Sending> sendings) throws InterruptedException {
    for (Sending sending : sendings) {
      sending.begin();
    }
    messages.flush();
    rejections.flush();
    Duration pause = FIRST_PAUSE;
    for (Sending sending : sendings) {
      while (!sending.acknowledged()) {
        pause(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        sending.begin();
      }
    }
  }

  private void pause(Duration pause) throws InterruptedException {
    if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("The service stops");
    }
  }

  /** One send that is made again until it is acknowledged. */
  private static final class Sending {
    private final Supplier<CompletableFuture<Void>> send;
    private CompletableFuture<Void> current = new CompletableFuture<>();

    Sending(Supplier<CompletableFuture<Void>> send) {
      this.send = send;
    }

    void begin() {
      try {
        current = send.get();
      } catch (RuntimeException e) {
        current = CompletableFuture.failedFuture(e);
      }
    }

    boolean acknowledged() throws InterruptedException {
      try {
        current.get();
        return true;
      } catch (ExecutionException e) {
        LOG.warn("not acknowledged, sending again", e.getCause());
        return false;
      }
    }
  }

  /** Lookups of one batch: what is missing is looked for again once the log is caught up. */
  private final class Directory {
    private boolean caughtUp;

    <T> Optional<T> find(Supplier<Optional<T>> lookup) throws InterruptedException {
      Optional<T> found = lookup.get();
      if (found.isPresent() || caughtUp) {
        return found;
      }
      catchUp();
      return lookup.get();
    }

    private void catchUp() throws InterruptedException {
      while (!caughtUp) {
        try {
          log.caughtUp().get(ONE_WAIT_FOR_CONFIGURATION.toMillis(), TimeUnit.MILLISECONDS);
          caughtUp = true;
        } catch (ExecutionException | TimeoutException e) {
          LOG.warn("configuration log not caught up, trying again", e);
          pause(FIRST_PAUSE);
        }
      }
    }
  }
}
