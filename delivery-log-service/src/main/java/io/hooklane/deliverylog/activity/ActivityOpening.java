package io.hooklane.deliverylog.activity;

import io.hooklane.management.ApiException;
import io.hooklane.management.Caller;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns a request into a stream. Its head is sent the usual way; what follows is written to the
 * response itself, so that streams share the bytes and who does not read is noticed.
 */
@Singleton
class ActivityOpening {

  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final long RECONNECT_MS = 500;

  private final ActivityConfig config;
  private final ActivityStreams streams;
  private final Clock clock;

  ActivityOpening(ActivityConfig config, ActivityStreams streams, Clock clock) {
    this.config = config;
    this.streams = streams;
    this.clock = clock;
  }

  /**
   * Opens it. May block, bounded.
   *
   * @throws ApiException 400 when it cannot be resumed from there, 429 or 503 when there are too
   *     many or Kafka is away; nothing is sent then
   */
  void open(
      ActivityFilter filter, Caller caller, RoutingContext exchange, SseEventSink sink, Sse sse) {
    Optional<Positions> from = from(exchange);
    HttpServerResponse response = exchange.response();
    response.putHeader("cache-control", "no-store");
    response.putHeader("x-accel-buffering", "no");
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      sink.close();
      return;
    }
    Runnable leave = streams.admit(caller.subject());
    EventStream stream =
        new EventStream(exchange.request(), sink::close, leave, config, lifetime(caller));
    exchange.addEndHandler(ended -> stream.leave());
    try {
      streams.join(filter, from, stream);
    } catch (ApiException e) {
      leave.run();
      throw e;
    }
    sink.send(sse.newEventBuilder().comment("hooklane").reconnectDelay(RECONNECT_MS).build());
    stream.open();
  }

  /** The gateway vouches for a caller for so long, and not for one whose key was revoked. */
  private Duration lifetime(Caller caller) {
    Instant now = clock.instant();
    return caller
        .vouchedForUntil()
        .map(until -> Duration.between(now, until))
        .filter(left -> left.compareTo(config.lifetime()) < 0)
        .orElse(config.lifetime());
  }

  private static Optional<Positions> from(RoutingContext exchange) {
    String header = exchange.request().getHeader(LAST_EVENT_ID);
    if (header == null || header.isBlank()) {
      return Optional.empty();
    }
    Optional<Positions> positions = Positions.parse(header.strip());
    if (positions.isEmpty()) {
      throw ApiException.badRequest(
          "The header Last-Event-ID: not the id of an event of such a stream; leave it out");
    }
    return positions;
  }
}
