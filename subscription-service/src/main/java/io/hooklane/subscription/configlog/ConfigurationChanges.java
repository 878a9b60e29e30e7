package io.hooklane.subscription.configlog;

import io.hooklane.management.ApiException;
import io.hooklane.subscription.audit.AuditTrail;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one way to change what other services know: a change and its record in the configuration log
 * are committed together, and the caller goes on only when Kafka has acknowledged the record.
 *
 * <p>Dying before the commit leaves nothing. Dying after it leaves rows in the outbox, which any
 * instance publishes.
 */
@Singleton
public class ConfigurationChanges {

  private final OutboxRepository outbox;
  private final OutboxPublisher publisher;
  private final OutboxConfig config;
  private final AuditTrail audit;
  private final ThreadLocal<@Nullable ChangeRecorder> underWay = new ThreadLocal<>();

  ConfigurationChanges(
      OutboxRepository outbox, OutboxPublisher publisher, OutboxConfig config, AuditTrail audit) {
    this.outbox = outbox;
    this.publisher = publisher;
    this.config = config;
    this.audit = audit;
  }

  /**
   * Makes a change in a transaction of its own and waits until it is published. A change that is
   * made within another one is a part of that one, and waits for nothing.
   *
   * @param change locks what it changes, then records it; what it throws undoes it
   * @throws ApiException 503 when Kafka does not acknowledge in time; the change is made all the
   *     same, and published as soon as Kafka is back
   */
  public <T> T make(Function<ChangeRecorder, T> change) {
    ChangeRecorder larger = underWay.get();
    if (larger != null) {
      return change.apply(larger);
    }
    ChangeRecorder recorder = new ChangeRecorder(outbox, audit);
    T result = QuarkusTransaction.requiringNew().call(() -> making(recorder, change));
    if (recorder.hasRecorded()) {
      awaitPublished();
    }
    return result;
  }

  private <T> T making(ChangeRecorder recorder, Function<ChangeRecorder, T> change) {
    underWay.set(recorder);
    try {
      return change.apply(recorder);
    } finally {
      underWay.remove();
    }
  }

  /**
   * Waits until every change that is committed by now is published.
   *
   * @throws ApiException 503 when Kafka does not acknowledge in time
   */
  public void awaitPublished() {
    CompletableFuture<Void> published = publisher.publishCommitted();
    try {
      published.get(config.acknowledgeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw storedOnly();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A round of publishing ends by success only", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw storedOnly();
    } finally {
      published.cancel(false);
    }
  }

  private static ApiException storedOnly() {
    return ApiException.unavailable(
        "The change is stored and will be published as soon as Kafka takes it; "
            + "until then deliveries do not follow it");
  }
}
