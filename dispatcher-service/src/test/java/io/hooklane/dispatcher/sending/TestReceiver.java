package io.hooklane.dispatcher.sending;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that remembers what came. */
final class TestReceiver implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final String host;
  private final boolean secure;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final List<HttpConnection> connections = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();

  /**
   * A request.
   *
   * @param authority whom it is to
   * @param client whose certificate the client has shown; null for none
   */
  record Got(
      HttpVersion version,
      String authority,
      String path,
      MultiMap headers,
      String body,
      HttpConnection connection,
      @Nullable String client) {}

  /** Answers with 200 and the path of the request. */
  TestReceiver(HttpServerOptions options) {
    this(options, (number, request) -> request.response().end(request.path()));
  }

  /**
   * Answers as it is told.
   *
   * @param answer what to do with the n-th request, from 1, of which the body has come
   */
  TestReceiver(HttpServerOptions options, BiConsumer<Integer, HttpServerRequest> answer) {
    this("127.0.0.1", options.isSsl() ? "localhost" : "127.0.0.1", options, answer);
  }

  private TestReceiver(
      String address,
      String host,
      HttpServerOptions options,
      BiConsumer<Integer, HttpServerRequest> answer) {
    this.host = host;
    secure = options.isSsl();
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(
                connection -> {
                  connections.add(connection);
                  open.incrementAndGet();
                  connection.closeHandler(closed -> open.decrementAndGet());
                })
            .requestHandler(request -> take(request, answer))
            .listen(0, address)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /** One at ::1, by a URL that has this address. */
  static TestReceiver atIpv6(HttpServerOptions options) {
    return new TestReceiver(
        "::1", "[::1]", options, (number, request) -> request.response().end(request.path()));
  }

  /** Where it is, by a name that a certificate can be for. */
  String url(String path) {
    return (secure ? "https://" : "http://") + host + ":" + server.actualPort() + path;
  }

  List<Got> got() {
    return got;
  }

  /** All that were ever made. */
  List<HttpConnection> connections() {
    return connections;
  }

  /** How many there are now. */
  int open() {
    return open.get();
  }

  private void take(HttpServerRequest request, BiConsumer<Integer, HttpServerRequest> answer) {
    request
        .body()
        .onSuccess(
            body -> {
              got.add(
                  new Got(
                      request.version(),
                      String.valueOf(request.authority()),
                      request.path(),
                      request.headers(),
                      body.toString(),
                      request.connection(),
                      client(request)));
              answer.accept(got.size(), request);
            });
  }

  private static @Nullable String client(HttpServerRequest request) {
    try {
      return request.sslSession() == null
          ? null
          : request.sslSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
