package io.hooklane.ingest.publishing;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.Message;
import io.hooklane.ingest.application.ApplicationDirectory;
import io.hooklane.ingest.idempotency.Idempotency;
import io.hooklane.ingest.idempotency.Publication;
import io.hooklane.ingest.idempotency.PublishKey;
import io.hooklane.ingest.message.MessageMetrics;
import io.hooklane.ingest.message.MessageSender;
import io.hooklane.management.ApiException;
import io.hooklane.topics.ConfigurationLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Turns a valid request into a message. Nothing here blocks. */
@Singleton
public class Publisher {

  private static final Logger LOG = Logger.getLogger(Publisher.class);

  private final PublishingConfig config;
  private final ApplicationDirectory directory;
  private final ConfigurationLog log;
  private final Idempotency idempotency;
  private final MessageMetrics metrics;
  private final MessageSender sender;
  private final Clock clock;

  /** Wired by the container. */
  public Publisher(
      PublishingConfig config,
      ApplicationDirectory directory,
      ConfigurationLog log,
      Idempotency idempotency,
      MessageMetrics metrics,
      Clock clock) {
    this.config = config;
    this.directory = directory;
    this.log = log;
    this.idempotency = idempotency;
    this.metrics = metrics;
    this.sender = new MessageSender(log.producing(), config.acknowledgement(), Duration.ZERO);
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) throws InterruptedException {
    sender.warmUp();
  }

  void stop(@Observes ShutdownEvent event) {
    sender.close();
  }

  /**
   * Publishes an event for one application.
   *
   * @param application its id or uid
   * @return the message, once Kafka has acknowledged it
   * @throws ApiException through the Uni: 404 for an unknown application, 409 for a repeated event
   *     id, 503 while Kafka is away, or the database where keys must be looked up
   */
  Uni<PublishedMessage> publish(
      EnvironmentId environment, String application, PublishRequest request, PublishKeys keys) {
    return find(environment, application)
        .flatMap(found -> accept(environment, found, request, keys));
  }

  private Uni<PublishedMessage> accept(
      EnvironmentId environment,
      ApplicationId application,
      PublishRequest request,
      PublishKeys keys) {
    Uni<Publication> publication =
        Uni.createFrom().deferred(() -> send(environment, application, request, keys));
    if (request.eventId() != null) {
      publication = onceForEvent(application, request.eventId(), keys, publication);
    }
    if (keys.idempotencyKey() != null && keys.chosen()) {
      publication = onceForKey(application, keys.idempotencyKey(), publication);
    }
    return publication
        .map(done -> new PublishedMessage(done.message(), done.acceptedAt()))
        .onFailure(failure -> !(failure instanceof ApiException))
        .transform(Publisher::unavailable);
  }

  private Uni<Publication> onceForKey(
      ApplicationId application, String key, Uni<Publication> publication) {
    return idempotency
        .once(new PublishKey(application, PublishKey.Kind.IDEMPOTENCY_KEY, key), () -> publication)
        .map(Idempotency.Outcome::publication);
  }

  /** A repeat is refused, unless it is the same call once more, as SDKs make it after a failure. */
  private Uni<Publication> onceForEvent(
      ApplicationId application, String eventId, PublishKeys keys, Uni<Publication> publication) {
    return idempotency
        .once(new PublishKey(application, PublishKey.Kind.EVENT_ID, eventId), () -> publication)
        .map(
            outcome -> {
              String firstKey = outcome.publication().idempotencyKey();
              boolean sameCall = firstKey != null && firstKey.equals(keys.idempotencyKey());
              if (outcome.repeated() && !sameCall) {
                throw ApiException.conflict("An event with this eventId was published before");
              }
              return outcome.publication();
            });
  }

  private Uni<Publication> send(
      EnvironmentId environment,
      ApplicationId application,
      PublishRequest request,
      PublishKeys keys) {
    Instant now = clock.instant();
    Message message =
        new Message(
            id(application, request, keys, now),
            environment,
            application,
            request.eventType(),
            request.eventId(),
            request.channels(),
            request.tags(),
            now,
            keys.orderingKey(),
            request.contentType(),
            null,
            false);
    return Uni.createFrom()
        .completionStage(() -> sender.send(message, request.body()))
        .invoke(metrics::acceptedByRest)
        .replaceWith(new Publication(message.id(), now, keys.idempotencyKey()));
  }

  private static MessageId id(
      ApplicationId application, PublishRequest request, PublishKeys keys, Instant now) {
    if (request.eventId() != null) {
      return MessageId.ofEvent(application, request.eventId());
    }
    return keys.idempotencyKey() == null
        ? MessageId.random(now, ThreadLocalRandom.current())
        : MessageId.ofIdempotencyKey(application, keys.idempotencyKey());
  }

  /**
   * What is known of the application may have been changed a moment ago: it counts once all of the
   * configuration is applied that was published when the question came. One look at the log's end
   * does for all who ask meanwhile.
   */
  private Uni<ApplicationId> find(EnvironmentId environment, String application) {
    return Uni.createFrom()
        .completionStage(log::caughtUp)
        .ifNoItem()
        .after(config.applicationWait())
        .fail()
        .onFailure()
        .transform(Publisher::unavailable)
        .emitOn(here())
        .map(
            caughtUp ->
                directory
                    .application(environment, application)
                    .orElseThrow(ApiException::notFound));
  }

  /** Back to the request's own thread: the log's threads are few, and not there for this. */
  private static Executor here() {
    Context context = Vertx.currentContext();
    return context == null ? Runnable::run : task -> context.runOnContext(run -> task.run());
  }

  private static ApiException unavailable(Throwable failure) {
    LOG.warnf("event not accepted reason=%s", failure);
    return ApiException.unavailable(
        "The event could not be written now; publish it again with the same Idempotency-Key");
  }
}
