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
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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
  private final Clock clock;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** Wired by the container. */
  public SourceIntake(
      SourceTable sources,
      ApplicationDirectory directory,
      ConfigurationLog log,
      PublishingConfig limits,
      MessageMetrics metrics,
      Clock clock) {
    this.sources = sources;
    this.directory = directory;
    this.log = log;
    this.limits = limits;
    this.metrics = metrics;
    this.messages = new MessageSender(log.producing(), ACKNOWLEDGEMENT, BLOCK);
    this.rejections = new RejectionSender(log.producing(), ACKNOWLEDGEMENT, clock);
    this.clock = clock;
  }

  /** Ends what waits; what is not acknowledged by then may not be. */
  void close() {
    stopping.countDown();
    messages.close();
    rejections.close();
  }

  /**
   * Accepts or rejects each record of a batch; blocks until all of that is acknowledged.
   *
   * @throws InterruptedException when the service stops first: the batch is then not done
   */
  void accept(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>(batch.count());
    Directory known = new Directory();
    for (ConsumerRecord<byte[], byte[]> entry : batch) {
      try {
        SourceEvent event = read(entry);
        outcomes.add(new Accepted(message(event, known), event.body()));
      } catch (RejectedException e) {
        report(entry, e.rejection());
        outcomes.add(new Rejected(entry, e.rejection()));
      }
    }
    int accepted = sendAll(outcomes);
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
    Place place = known.find(event.environment(), event.application());
    Instant now = clock.instant();
    return new Message(
        id(place.application(), event, now),
        place.environment(),
        place.application(),
        event.type(),
        event.id(),
        event.channels(),
        event.tags(),
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

  /** Returns how many were accepted, once everything is acknowledged. */
  private int sendAll(List<Outcome> outcomes) throws InterruptedException {
    List<CompletableFuture<Void>> sent = new ArrayList<>(outcomes.size());
    int accepted = 0;
    for (Outcome outcome : outcomes) {
      CompletableFuture<Void> sending = begin(outcome);
      if (sending.isCompletedExceptionally()) {
        // It was not even begun: what comes after it must not overtake it.
        awaitAcknowledged(outcome, sending);
        sending = CompletableFuture.completedFuture(null);
      }
      sent.add(sending);
      accepted += outcome instanceof Accepted ? 1 : 0;
    }
    // A flush wakes a producer's thread up, so only where it has something to send.
    if (accepted > 0) {
      messages.flush();
    }
    if (accepted < outcomes.size()) {
      rejections.flush();
    }
    for (int i = 0; i < sent.size(); i++) {
      awaitAcknowledged(outcomes.get(i), sent.get(i));
    }
    return accepted;
  }

  private CompletableFuture<Void> begin(Outcome outcome) {
    try {
      return switch (outcome) {
        case Accepted accepted -> messages.send(accepted.message(), accepted.body());
        case Rejected rejected -> rejections.send(rejected.entry(), rejected.rejection());
      };
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void awaitAcknowledged(Outcome outcome, CompletableFuture<Void> sent)
      throws InterruptedException {
    CompletableFuture<Void> current = sent;
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        current.get();
        return;
      } catch (ExecutionException e) {
        LOG.warn("not acknowledged, sending again", e.getCause());
      }
      pause(pause);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      current = begin(outcome);
    }
  }

  private void pause(Duration pause) throws InterruptedException {
    if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("The service stops");
    }
  }

  /** What a record becomes. */
  private sealed interface Outcome {}

  @SuppressWarnings("ArrayRecordComponent") // Compared and printed by nobody.
  private record Accepted(Message message, byte[] body) implements Outcome {}

  private record Rejected(ConsumerRecord<byte[], byte[]> entry, Rejection rejection)
      implements Outcome {}

  /** Where an event belongs. */
  private record Place(EnvironmentId environment, ApplicationId application) {}

  /** Lookups of one batch: what is missing is looked for again once the log is caught up. */
  private final class Directory {
    private boolean caughtUp;

    Place find(String environment, String application)
        throws RejectedException, InterruptedException {
      if (!caughtUp) {
        try {
          return findNow(environment, application);
        } catch (RejectedException e) {
          catchUp();
        }
      }
      return findNow(environment, application);
    }

    private Place findNow(String environment, String application) throws RejectedException {
      EnvironmentId in = directory.environment(environment).orElse(null);
      if (in == null) {
        throw new RejectedException(
            Rejection.Code.UNKNOWN_ENVIRONMENT, "There is no such environment");
      }
      if (directory.environmentWithWebhooks(in).isEmpty()) {
        throw new RejectedException(
            Rejection.Code.FEATURE_DISABLED, "Webhooks are switched off in that environment");
      }
      ApplicationId of = directory.application(in, application).orElse(null);
      if (of == null) {
        throw new RejectedException(
            Rejection.Code.UNKNOWN_APPLICATION, "There is no such application in that environment");
      }
      return new Place(in, of);
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
