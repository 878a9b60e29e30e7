package io.hooklane.dispatcher.sending;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.egress.Egress;
import io.hooklane.dispatcher.egress.Passage;
import io.hooklane.dispatcher.transport.Manner;
import io.hooklane.egress.Target;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one way out for requests, whoever makes them: none is connected to an address that was not
 * judged, and none outlives its deadline. Follows no redirects and decompresses nothing. Confined
 * to one event loop, with connections of its own.
 *
 * <p>It uses Vert.x's plain client: Web Client reads whole responses, and ours must stop being read
 * at a limit.
 */
final class Dialer {

  private static final long LOOK_AT_DEADLINES_MS = 100;
  private static final long FORGOTTEN_AFTER_MS = 1_000;

  /** What says where a request ends and whom it is for: the client's to say, not the sender's. */
  private static final List<CharSequence> FRAMING =
      List.of(
          HttpHeaders.CONTENT_LENGTH,
          HttpHeaders.TRANSFER_ENCODING,
          HttpHeaders.CONNECTION,
          HttpHeaders.UPGRADE,
          HttpHeaders.EXPECT,
          HttpHeaders.HOST,
          HttpHeaders.createOptimized("te"),
          HttpHeaders.createOptimized("trailer"),
          HttpHeaders.createOptimized("keep-alive"),
          HttpHeaders.createOptimized("proxy-connection"));

  private final ContextInternal context;
  private final SendingConfig config;
  private final Egress egress;
  private final Clock clock;
  private final Connections connections;
  private final KeptConnections kept;
  private final RetryAfter retryAfter;
  private final Deadlines headers;

  /**
   * A dialer for one event loop.
   *
   * @param context of that event loop
   * @param perHost how many connections there may be to one host
   */
  Dialer(ContextInternal context, SendingConfig config, int perHost, Egress egress, Clock clock) {
    this.context = context;
    this.config = config;
    this.egress = egress;
    this.clock = clock;
    this.headers = new Deadlines(config.headerDeadline());
    this.retryAfter = new RetryAfter(config.longestRetryAfter());
    this.connections = new Connections(context.owner(), config, perHost);
    this.kept = new KeptConnections(config.keepAlive(), config.idleConnections(), this::look);
  }

  /**
   * Begins an exchange, which ends with these deadlines at the latest.
   *
   * @param ended called once, on the event loop
   */
  Exchange begin(Deadlines deadlines, Consumer<Attempted> ended) {
    Exchange exchange = new Exchange(clock.instant(), System.nanoTime(), deadlines, ended);
    look(deadlines);
    return exchange;
  }

  /**
   * Makes a connection for a POST.
   *
   * @param attempt which of the target's addresses is dialled
   * @param connected called with the request if there is a connection in time; else the exchange
   *     ends
   */
  void dial(
      Target target,
      int attempt,
      Manner manner,
      Exchange exchange,
      Consumer<HttpClientRequest> connected) {
    exchange.resolving();
    egress.find(
        target,
        attempt,
        passage -> {
          switch (passage) {
            case Passage.Forbidden forbidden ->
                exchange.failed(Failure.FORBIDDEN_ADDRESS, forbidden.reason());
            case Passage.Unresolved unresolved -> exchange.failed(Failure.DNS, unresolved.reason());
            case Passage.Open open ->
                context.emit(open, way -> connect(way, target, manner, exchange, connected));
          }
        });
    exchange.asked();
  }

  /** Sends the request with this body, and ends the exchange with the response. */
  void send(
      HttpClientRequest request,
      byte[] body,
      Exchange exchange,
      Consumer<HttpClientResponse> responded) {
    FRAMING.forEach(request.headers()::remove);
    exchange.sent(headers, System.nanoTime());
    look(headers);
    request
        // Without a copy of it.
        .send(BufferImpl.buffer(Unpooled.wrappedBuffer(body)))
        .onComplete(
            response -> {
              if (response.failed()) {
                exchange.failed(response.cause());
              } else {
                responded.accept(response.result());
                exchange.responded(
                    response.result(), config.responseLimit(), retryAfter, clock.instant());
              }
            });
  }

  /** Closes its connections. */
  void close() {
    connections.close();
    egress.close();
  }

  private void connect(
      Passage.Open way,
      Target target,
      Manner manner,
      Exchange exchange,
      Consumer<HttpClientRequest> connected) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(
                SocketAddress.inetSocketAddress(
                    new InetSocketAddress(way.address(), target.port())))
            .setHost(target.bracketedHost())
            .setPort(target.port())
            .setSsl(target.secure())
            // Well after the exchange's own end: what nobody waits for takes no place any more.
            .setConnectTimeout(exchange.allowed().toMillis() + FORGOTTEN_AFTER_MS)
            .setURI(target.requestUri());
    if (exchange.isOver()) {
      return;
    }
    Connections.Lease lease = connections.take(manner);
    exchange.connecting(lease);
    lease
        .client()
        .request(options)
        .onComplete(
            connection -> {
              if (connection.failed()) {
                exchange.failed(connection.cause());
              } else if (exchange.connected(
                  connection.result(), kept.use(connection.result().connection()))) {
                connected.accept(connection.result());
              }
            });
  }

  private void look(Deadlines deadlines) {
    if (deadlines.toBeLookedAt()) {
      context
          .nettyEventLoop()
          .schedule(
              () -> {
                context.emit(System.nanoTime(), deadlines::expire);
                look(deadlines);
              },
              LOOK_AT_DEADLINES_MS,
              TimeUnit.MILLISECONDS);
    }
  }
}
