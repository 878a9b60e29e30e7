package io.hooklane.ingest.idempotency;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Publishes once per key. A key is looked up before and remembered after Kafka's acknowledgement:
 * dying between the two can repeat a message, under its same id, but never lose one.
 */
@Singleton
public class Idempotency {

  private static final Logger LOG = Logger.getLogger(Idempotency.class);

  private final IdempotencyConfig config;
  private final KeyRepository keys;
  private final Clock clock;

  /** One entry for each key that is being published on this instance now. */
  private final Map<PublishKey, CompletableFuture<Publication>> underWay =
      new ConcurrentHashMap<>();

  /**
   * How a publish under a key ended.
   *
   * @param repeated whether the publication was there before
   */
  public record Outcome(Publication publication, boolean repeated) {}

  /** Wired by the container. */
  Idempotency(IdempotencyConfig config, KeyRepository keys, Clock clock) {
    this.config = config;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Publishes unless that was done under this key before, or is being done on this instance: then
   * it waits for that one's end. Goes on when its caller goes away.
   *
   * @return fails with what publishing fails with, or when the database cannot be asked
   */
  public Uni<Outcome> once(PublishKey key, Supplier<Uni<Publication>> publish) {
    return Uni.createFrom().deferred(() -> begin(key, publish));
  }

  private Uni<Outcome> begin(PublishKey key, Supplier<Uni<Publication>> publish) {
    CompletableFuture<Publication> own = new CompletableFuture<>();
    CompletableFuture<Publication> first = underWay.putIfAbsent(key, own);
    if (first != null) {
      return follow(first).map(publication -> new Outcome(publication, true));
    }
    CompletableFuture<Outcome> outcome =
        find(key)
            .flatMap(
                known ->
                    known.isPresent()
                        ? Uni.createFrom().item(new Outcome(known.get(), true))
                        : publishFirst(key, publish))
            .subscribeAsCompletionStage();
    outcome.whenComplete(
        (done, failure) -> {
          underWay.remove(key, own);
          if (failure == null) {
            own.complete(done.publication());
          } else {
            own.completeExceptionally(failure);
          }
        });
    return follow(outcome);
  }

  private Uni<Outcome> publishFirst(PublishKey key, Supplier<Uni<Publication>> publish) {
    return publish
        .get()
        .call(publication -> remember(key, publication))
        .map(publication -> new Outcome(publication, false));
  }

  private Uni<Optional<Publication>> find(PublishKey key) {
    return Uni.createFrom()
        .item(
            () -> {
              try {
                return keys.find(key, clock.instant());
              } catch (SQLException e) {
                throw new IllegalStateException("The keys cannot be looked up", e);
              }
            })
        .runSubscriptionOn(Infrastructure.getDefaultExecutor());
  }

  /** Never fails: the message is accepted, and its id the same for a repeat. */
  private Uni<Void> remember(PublishKey key, Publication publication) {
    return Uni.createFrom()
        .voidItem()
        .emitOn(Infrastructure.getDefaultExecutor())
        .invoke(
            () -> {
              try {
                keys.add(key, publication, clock.instant(), lifetime(key));
              } catch (SQLException e) {
                LOG.warnf(
                    "key not remembered messageId=%s reason=%s",
                    publication.message(), e.getMessage());
              }
            });
  }

  private Duration lifetime(PublishKey key) {
    return switch (key.kind()) {
      case IDEMPOTENCY_KEY -> config.keyLifetime();
      case EVENT_ID -> config.eventIdLifetime();
    };
  }

  /** Not by the future itself, which a caller that goes away would cancel for all. */
  private static <T> Uni<T> follow(CompletableFuture<T> future) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                future.whenComplete(
                    (item, failure) -> {
                      if (failure == null) {
                        emitter.complete(item);
                      } else {
                        emitter.fail(failure);
                      }
                    }));
  }
}
