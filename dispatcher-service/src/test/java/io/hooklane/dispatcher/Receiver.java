package io.hooklane.dispatcher;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server that answers as each path asks for, and remembers what it got. */
final class Receiver implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();

  record Received(String path, Instant at, Map<String, String> headers, byte[] body) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** Answers the n-th request of a path, from 1. */
  interface Answer {
    void to(int number, HttpServerRequest request);
  }

  Receiver() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::take)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.actualPort() + path;
  }

  int port() {
    return server.actualPort();
  }

  /** Answers with these statuses, one after the other, then with the last for ever. */
  Receiver answering(String path, int... statuses) {
    return answering(
        path,
        (number, request) ->
            request
                .response()
                .setStatusCode(statuses[Math.min(number, statuses.length) - 1])
                .end("answer " + number));
  }

  Receiver answering(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  /** Does something after so many milliseconds. */
  void later(long milliseconds, Runnable what) {
    vertx.setTimer(milliseconds, timer -> what.run());
  }

  List<Received> at(String path) {
    return received.stream().filter(one -> one.path().equals(path)).toList();
  }

  private void take(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              received.add(
                  new Received(request.path(), Instant.now(), headers(request), bytes(body)));
              int number =
                  counts
                      .computeIfAbsent(request.path(), p -> new AtomicInteger())
                      .incrementAndGet();
              answers
                  .getOrDefault(request.path(), (n, r) -> r.response().end("ok"))
                  .to(number, request);
            });
  }

  private static Map<String, String> headers(HttpServerRequest request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    return headers;
  }

  private static byte[] bytes(Buffer body) {
    return body.getBytes();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
