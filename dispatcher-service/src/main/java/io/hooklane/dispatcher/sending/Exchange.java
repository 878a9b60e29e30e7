package io.hooklane.dispatcher.sending;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.delivery.Timings;
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

  /** How far it has come, and what had not happened if time is over then. */
  private enum Stage {
    PREPARING("Nothing could be sent"),
    RESOLVING("The host name was not resolved"),
    CONNECTING("No connection was made"),
    WAITING("No response began"),
    READING("The response was not complete");

    private final String unfinished;

    Stage(String unfinished) {
      this.unfinished = unfinished;
    }
  }

  private final Instant startedAt;
  private final long startedNanos;
  private final Deadlines total;
  private final Deadlines.Wait untilEnd;
  private final Consumer<Attempted> ended;
  private Stage stage = Stage.PREPARING;
  private @Nullable Deadlines header;
  private Deadlines.@Nullable Wait untilHeader;
  private @Nullable HttpClientRequest request;
  private Connections.@Nullable Lease lease;
  private KeptConnections.@Nullable Kept connection;
  private @Nullable String requestHeaders;
  private long askedNanos;
  private long sentNanos;
  private @Nullable Duration dns;
  private @Nullable Duration connect;
  private @Nullable Duration tls;
  private @Nullable Duration firstByte;
  private boolean over;

  /**
   * An attempt that begins.
   *
   * @param total by which it must have ended
   * @param ended called once
   */
  Exchange(Instant startedAt, long startedNanos, Deadlines total, Consumer<Attempted> ended) {
    this.startedAt = startedAt;
    this.startedNanos = startedNanos;
    this.total = total;
    this.ended = ended;
    this.untilEnd = total.begin(startedNanos, () -> timeIsOver(total, "total"));
  }

  Instant startedAt() {
    return startedAt;
  }

  /** How long it may take. */
  Duration allowed() {
    return total.allowed();
  }

  boolean isOver() {
    return over;
  }

  void resolving() {
    stage = Stage.RESOLVING;
  }

  /** The name is asked for, unless it was known. */
  void asked() {
    if (!over && stage == Stage.RESOLVING) {
      askedNanos = System.nanoTime();
    }
  }

  /** Connects by this client, which is kept open until the attempt ends. */
  void connecting(Connections.Lease taken) {
    if (askedNanos != 0) {
      dns = Duration.ofNanos(System.nanoTime() - askedNanos);
    }
    stage = Stage.CONNECTING;
    if (over) {
      taken.giveBack();
    } else {
      lease = taken;
    }
  }

  /**
   * A connection is there; false when it comes too late to be used.
   *
   * @param used the connection, which is given back when the exchange ends
   */
  boolean connected(HttpClientRequest connected, KeptConnections.@Nullable Kept used) {
    connected.exceptionHandler(this::failed);
    request = connected;
    if (over) {
      abandon();
      giveBack(used);
      return false;
    }
    connection = used;
    ConnectionTimes times = ConnectionTimes.take(connected.connection());
    if (times != null) {
      connect = duration(times.connectNanos());
      tls = duration(times.tlsNanos());
    }
    return true;
  }

  /** The request goes out with these headers, as a report tells them. */
  void headers(String lines) {
    requestHeaders = lines;
  }

  /** The request goes out, and the response must begin in time. */
  void sent(Deadlines deadlines, long nowNanos) {
    if (over) {
      return;
    }
    stage = Stage.WAITING;
    sentNanos = nowNanos;
    header = deadlines;
    untilHeader = deadlines.begin(nowNanos, () -> timeIsOver(deadlines, "header"));
  }

  void responded(HttpClientResponse response, int limit, RetryAfter retryAfter, Instant now) {
    if (over) {
      return;
    }
    stage = Stage.READING;
    firstByte = Duration.ofNanos(System.nanoTime() - sentNanos);
    noMoreHeader();
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
    if (over) {
      return;
    }
    end(Failures.of(failure, request != null));
    abandon();
  }

  void failed(Failure failure, String detail) {
    end(new Failed(failure, detail));
  }

  /** There is a connection, but nothing that could be sent on it. */
  void unsendable(String detail) {
    end(new Failed(Failure.UNSENDABLE, detail));
    abandon();
  }

  private void timeIsOver(Deadlines deadlines, String name) {
    end(
        new Failed(
            Failure.TIMEOUT,
            "%s within %s (%s deadline)".formatted(stage.unfinished, deadlines.text(), name)));
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

  /** Nothing more is sent or read. */
  private void abandon() {
    if (request != null) {
      request.reset();
      if (sentNanos == 0) {
        // The client counts a stream that was never begun as open for ever.
        retireConnection();
      }
    }
  }

  /**
   * Takes a connection that others share out of service once they have ended. Nothing tells whether
   * its other side is still there, and all that follow would wait for it in vain too.
   */
  private void retireConnection() {
    if (request != null && request.version() == HttpVersion.HTTP_2) {
      request.connection().shutdown(total.allowed().toMillis());
    }
  }

  private void noMoreHeader() {
    if (header != null && untilHeader != null) {
      header.end(untilHeader);
    }
  }

  private void end(AttemptOutcome outcome) {
    if (over) {
      return;
    }
    over = true;
    total.end(untilEnd);
    noMoreHeader();
    if (lease != null) {
      lease.giveBack();
    }
    giveBack(connection);
    ended.accept(
        new Attempted(
            startedAt,
            Duration.ofNanos(System.nanoTime() - startedNanos),
            new Timings(dns, connect, tls, firstByte),
            requestHeaders,
            outcome));
  }

  private static void giveBack(KeptConnections.@Nullable Kept used) {
    if (used != null) {
      used.giveBack();
    }
  }

  private static @Nullable Duration duration(long nanos) {
    return nanos == ConnectionTimes.NONE ? null : Duration.ofNanos(nanos);
  }
}
