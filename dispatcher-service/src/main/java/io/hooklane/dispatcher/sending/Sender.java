package io.hooklane.dispatcher.sending;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.egress.Egress;
import io.hooklane.dispatcher.egress.Passage;
import io.hooklane.dispatcher.egress.Target;
import io.hooklane.dispatcher.endpoint.Destination;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.endpoint.UnusableHeadersException;
import io.hooklane.dispatcher.signing.SignatureHeaders;
import io.hooklane.dispatcher.signing.UnusableSecretException;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes attempts: looks up the passage, signs, posts, keeps what is kept of the answer. Follows no
 * redirects and decompresses nothing. Confined to one event loop, with connections of its own.
 *
 * <p>It uses Vert.x's plain client: Web Client reads whole responses, and ours must stop being read
 * at a limit.
 */
public final class Sender {

  private static final long LOOK_AT_DEADLINES_MS = 100;

  private final ContextInternal context;
  private final SendingConfig config;
  private final Egress egress;
  private final Clock clock;
  private final Connections connections;
  private final SignatureHeaders signatures = new SignatureHeaders();
  private final Deadlines deadlines;
  private final RetryAfter retryAfter;
  private final CharSequence userAgent;
  private boolean looking;

  /**
   * A sender for one event loop.
   *
   * @param context of that event loop
   * @param perHost how many connections there may be to one host
   */
  public Sender(
      ContextInternal context, SendingConfig config, int perHost, Egress egress, Clock clock) {
    this.context = context;
    this.config = config;
    this.egress = egress;
    this.clock = clock;
    this.deadlines = new Deadlines(config.deadline());
    this.retryAfter = new RetryAfter(config.longestRetryAfter());
    this.userAgent = HttpHeaders.createOptimized(config.userAgent());
    this.connections = new Connections(context.owner(), config, perHost);
  }

  /**
   * Makes one attempt.
   *
   * @param ended called once, on the event loop, perhaps before this returns
   */
  public void send(Delivery delivery, byte[] body, Endpoint endpoint, Consumer<Attempted> ended) {
    Exchange exchange = new Exchange(clock.instant(), System.nanoTime(), deadlines, ended);
    lookAtDeadlines();
    switch (endpoint.destination()) {
      case Destination.Unusable unusable -> exchange.failed(Failure.UNSENDABLE, unusable.reason());
      case Destination.Usable usable ->
          egress.find(
              usable.target(),
              delivery.attempt(),
              passage -> follow(passage, usable.target(), delivery, body, endpoint, exchange));
    }
  }

  private void follow(
      Passage passage,
      Target target,
      Delivery delivery,
      byte[] body,
      Endpoint endpoint,
      Exchange exchange) {
    switch (passage) {
      case Passage.Forbidden forbidden ->
          exchange.failed(
              Failure.FORBIDDEN_ADDRESS, "The address is one that deliveries must not go to");
      case Passage.Unresolved unresolved -> exchange.failed(Failure.DNS, unresolved.reason());
      case Passage.Open open -> {
        SocketAddress address =
            SocketAddress.inetSocketAddress(new InetSocketAddress(open.address(), target.port()));
        context.emit(
            address, server -> connect(server, target, delivery, body, endpoint, exchange));
      }
    }
  }

  private void connect(
      SocketAddress server,
      Target target,
      Delivery delivery,
      byte[] body,
      Endpoint endpoint,
      Exchange exchange) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(server)
            .setHost(target.host())
            .setPort(target.port())
            .setSsl(target.secure())
            .setURI(target.requestUri());
    Connections.Lease lease = connections.take(Manner.USUAL);
    exchange.holds(lease);
    lease
        .client()
        .request(options)
        .onComplete(
            connection -> {
              if (connection.failed()) {
                exchange.failed(connection.cause());
              } else if (exchange.connected(connection.result())) {
                tryPost(connection.result(), delivery, body, endpoint, exchange);
              }
            });
  }

  private void tryPost(
      HttpClientRequest request,
      Delivery delivery,
      byte[] body,
      Endpoint endpoint,
      Exchange exchange) {
    try {
      post(request, delivery, body, endpoint, exchange);
    } catch (UnusableSecretException | UnusableHeadersException e) {
      exchange.unsendable(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      exchange.unsendable("A header cannot be sent");
    }
  }

  private void post(
      HttpClientRequest request,
      Delivery delivery,
      byte[] body,
      Endpoint endpoint,
      Exchange exchange)
      throws UnusableSecretException, UnusableHeadersException {
    MultiMap headers = request.headers();
    // First, so that Hooklane's own take their place whatever they are named.
    headers.addAll(endpoint.headers().open());
    signatures.set(
        headers,
        endpoint.signature(),
        endpoint.keys(),
        delivery.message().value(),
        body,
        clock.instant());
    headers
        .set(HttpHeaders.CONTENT_TYPE, delivery.contentType())
        .set(HttpHeaders.USER_AGENT, userAgent);
    request
        .send(wrapped(body))
        .onComplete(
            response -> {
              if (response.failed()) {
                exchange.failed(response.cause());
              } else {
                exchange.responded(
                    response.result(), config.responseLimit(), retryAfter, clock.instant());
              }
            });
  }

  /** The body without a copy of it. */
  private static Buffer wrapped(byte[] body) {
    return BufferImpl.buffer(Unpooled.wrappedBuffer(body));
  }

  private void lookAtDeadlines() {
    if (!looking && !deadlines.isEmpty()) {
      looking = true;
      context
          .nettyEventLoop()
          .schedule(
              () -> {
                looking = false;
                context.emit(System.nanoTime(), deadlines::expire);
                lookAtDeadlines();
              },
              LOOK_AT_DEADLINES_MS,
              TimeUnit.MILLISECONDS);
    }
  }

  /** Closes its connections. */
  public void close() {
    connections.close();
    egress.close();
  }
}
