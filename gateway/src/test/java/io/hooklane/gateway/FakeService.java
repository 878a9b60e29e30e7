package io.hooklane.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A peer that speaks HTTP as a service does, records what reaches it, and can misbehave. */
public final class FakeService {

  private final String name;
  private final Vertx vertx;
  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  private final AtomicInteger left = new AtomicInteger();
  private volatile @Nullable Consumer<HttpServerRequest> behaviour;
  private volatile @Nullable HttpServer server;
  private int port;

  /** A request as it arrived, whole. */
  public record Seen(String method, String uri, MultiMap headers, Buffer body) {}

  FakeService(String name, Vertx vertx) {
    this.name = name;
    this.vertx = vertx;
  }

  /** Starts, or comes back on the same port. */
  public void start() {
    HttpServer started =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
            .requestHandler(this::receive)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    port = started.actualPort();
    server = started;
  }

  /** Goes away; nobody listens on its port. */
  public void stop() {
    HttpServer running = server;
    if (running != null) {
      server = null;
      running.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** Whether it is there. */
  public boolean isUp() {
    return server != null;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** What it does from here on instead of telling what it saw. */
  public void behaves(Consumer<HttpServerRequest> other) {
    behaviour = other;
  }

  /** As at the beginning. */
  public void reset() {
    behaviour = null;
    seen.clear();
    left.set(0);
    if (!isUp()) {
      start();
    }
  }

  /** The requests that came to their end. */
  public Queue<Seen> seen() {
    return seen;
  }

  /** How many requests were broken off before their end or their answer. */
  public int left() {
    return left.get();
  }

  private void receive(HttpServerRequest request) {
    Consumer<HttpServerRequest> other = behaviour;
    request.exceptionHandler(e -> left.incrementAndGet());
    request.response().exceptionHandler(e -> left.incrementAndGet());
    if (other != null) {
      other.accept(request);
      return;
    }
    request
        .body()
        .onSuccess(
            body -> {
              seen.add(new Seen(request.method().name(), request.uri(), request.headers(), body));
              request
                  .response()
                  .putHeader("content-type", "application/json")
                  .putHeader("server", "inside")
                  .putHeader("x-service", name)
                  .end("{\"service\":\"" + name + "\"}");
            });
  }
}
