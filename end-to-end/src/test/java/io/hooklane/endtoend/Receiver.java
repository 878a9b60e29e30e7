package io.hooklane.endtoend;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on loopback that records what it gets. Each inbox is a path of it. */
final class Receiver implements AutoCloseable {

  private final Vertx vertx;
  private final HttpServer server;
  private final Map<String, Inbox> inboxes = new ConcurrentHashMap<>();
  private final AtomicInteger made = new AtomicInteger();

  private Receiver(int port) {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setPort(port).setAcceptBacklog(4096))
            .requestHandler(this::receive)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /** A receiver on a free port. */
  static Receiver open() {
    return new Receiver(0);
  }

  /** A receiver on this port, whose inbox paths are those of any other receiver. */
  static Receiver openOn(int port) {
    return new Receiver(port);
  }

  /** The port. */
  int port() {
    return server.actualPort();
  }

  /** A new inbox, at a path of its own, that answers 204 until told otherwise. */
  Inbox inbox() {
    return inboxAt("/inbox/" + made.incrementAndGet());
  }

  /** The inbox at this path. */
  Inbox inboxAt(String path) {
    return inboxes.computeIfAbsent(
        path, p -> new Inbox("http://127.0.0.1:" + server.actualPort() + p));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void receive(HttpServerRequest request) {
    Instant at = Instant.now();
    Inbox inbox = inboxes.get(request.path());
    request
        .body()
        .onSuccess(
            body -> {
              if (inbox == null) {
                request.response().setStatusCode(404).end();
              } else {
                inbox.take(vertx, request, body.getBytes(), at);
              }
            });
  }
}
