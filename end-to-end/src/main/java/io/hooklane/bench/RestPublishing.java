package io.hooklane.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How many events a second the API accepts, for applications whose endpoints do not want them. */
final class RestPublishing implements Workload {

  private static final int CONNECTIONS = 64;
  private static final int APPLICATIONS = 20;
  private static final double FLOOR = 3_000;

  @Override
  public String name() {
    return "rest-publish";
  }

  @Override
  public String what() {
    return "1 KB events by REST on 64 connections, wanted by no endpoint";
  }

  @Override
  public Result run(TestBed bed) {
    Customers customers =
        bed.customers("rest", APPLICATIONS, 1, Map.of("channels", List.of("other")));
    Vertx vertx = Vertx.vertx();
    HttpClient client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(CONNECTIONS));
    try {
      Callers callers = new Callers(client, bed.product(), customers);
      callers.start();
      sleep(bed.settings().warmUp());
      final long acceptedBefore = callers.accepted.sum();
      final long began = System.nanoTime();
      sleep(bed.settings().seconds());
      double perSecond =
          (callers.accepted.sum() - acceptedBefore) * 1e9 / (System.nanoTime() - began);
      callers.goesOn = false;
      return new Result()
          .with("restAcceptedPerSecond", perSecond)
          .with("restFailed", callers.failed.sum())
          .require(callers.failed.sum() == 0, callers.failed.sum() + " requests failed")
          .require(perSecond >= FLOOR, "fewer than 3,000 accepted/s");
    } finally {
      client.close();
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static void sleep(int seconds) {
    Measures.sleepUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
  }

  /** Each calls again when it was answered. */
  private static final class Callers {

    private final HttpClient client;
    private final URI api;
    private final String authorization;
    private final Customers customers;
    private final Buffer body;
    private final AtomicInteger next = new AtomicInteger();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean goesOn = true;

    Callers(HttpClient client, Installation product, Customers customers) {
      this.client = client;
      this.api = product.apiUrl();
      this.authorization = "Bearer " + product.key();
      this.customers = customers;
      String payload =
          new String(
              new Payload(0, FanOutOne.PAYLOAD).of(0, Payload.nowMicros()), StandardCharsets.UTF_8);
      this.body = Buffer.buffer("{\"eventType\":\"bench.event\",\"payload\":" + payload + "}");
    }

    void start() {
      for (int i = 0; i < CONNECTIONS; i++) {
        call();
      }
    }

    private void call() {
      if (!goesOn) {
        return;
      }
      int application = next.getAndIncrement() % customers.applications();
      client
          .request(
              new RequestOptions()
                  .setMethod(HttpMethod.POST)
                  .setHost(api.getHost())
                  .setPort(api.getPort())
                  .setURI("/api/v1/app/" + customers.uid(application) + "/msg"))
          .compose(
              request ->
                  request
                      .putHeader("content-type", "application/json")
                      .putHeader("authorization", authorization)
                      .send(body))
          .compose(response -> response.body().map(all -> response.statusCode()))
          .onComplete(
              answered -> {
                if (answered.succeeded() && answered.result() == 202) {
                  accepted.increment();
                } else {
                  failed.increment();
                }
                call();
              });
    }
  }
}
