package io.hooklane.dispatcher.sending;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Refused;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One attempt under way. Whatever happens first ends it; what comes later finds it ended. */
final class Exchange implements Underway {

  private static final Failed TIME_IS_OVER =
      new Failed(Failure.TIMEOUT, "No whole response came in time");

  private final Instant startedAt;
  private final long startedNanos;
  private final Deadlines deadlines;
  private final Consumer<Attempted> ended;
  private @Nullable HttpClientRequest request;
  private Connections.@Nullable Lease lease;
  private boolean over;

  /** The neighbours among the attempts under way; kept by {@link Deadlines}. */
  @Nullable Exchange older;

  @Nullable Exchange younger;

  Exchange(Instant startedAt, long startedNanos, Deadlines deadlines, Consumer<Attempted> ended) {
    this.startedAt = startedAt;
    this.startedNanos = startedNanos;
    this.deadlines = deadlines;
    this.ended = ended;
    deadlines.add(this);
  }

  Instant startedAt() {
    return startedAt;
  }

  long startedNanos() {
    return startedNanos;
  }

  boolean isOver() {
    return over;
  }

  /** Keeps this client open until the attempt ends. */
  void holds(Connections.Lease taken) {
    if (over) {
      taken.giveBack();
    } else {
      lease = taken;
    }
  }

  /** A connection is there; false when it comes too late to be used. */
  boolean connected(HttpClientRequest connected) {
    connected.exceptionHandler(this::failed);
    if (over) {
      connected.reset();
      return false;
    }
    request = connected;
    return true;
  }

  void responded(HttpClientResponse response, int limit, RetryAfter retryAfter, Instant now) {
    if (over) {
      return;
    }
    ResponseReader reader = new ResponseReader(response, limit, retryAfter, now);
    response.exceptionHandler(this::failed);
    response.handler(
        part -> {
          if (!over && !reader.take(part)) {
            answered(reader.response());
            abandon();
          }
        });
    response.endHandler(end -> answered(reader.response()));
  }

  void failed(Throwable failure) {
    end(Failures.of(failure, request != null));
  }

  void failed(Failure failure, String detail) {
    end(new Failed(failure, detail));
  }

  /** There is a connection, but nothing that could be sent on it. */
  void unsendable(String detail) {
    end(new Failed(Failure.UNSENDABLE, detail));
    abandon();
  }

  void timeIsOver() {
    end(TIME_IS_OVER);
    abandon();
    retireConnection();
  }

  @Override
  public void giveUp() {
    end(new Failed(Failure.RESET, "It was given up, since another instance takes it over"));
    abandon();
  }

  private void answered(Response response) {
    end(response.good() ? new Succeeded(response) : new Refused(response));
  }

  private void abandon() {
    if (request != null) {
      request.reset();
    }
  }

  /**
   * Takes a connection that others share out of service once they have ended. Nothing tells whether
   * its other side is still there, and all that follow would wait for it in vain too.
   */
  private void retireConnection() {
    if (request != null && request.version() == HttpVersion.HTTP_2) {
      request.connection().shutdown(deadlines.allowed().toMillis());
    }
  }

  private void end(AttemptOutcome outcome) {
    if (over) {
      return;
    }
    over = true;
    deadlines.remove(this);
    if (lease != null) {
      lease.giveBack();
    }
    ended.accept(
        new Attempted(startedAt, Duration.ofNanos(System.nanoTime() - startedNanos), outcome));
  }
}
