package io.hooklane.standalone.receiver;

import io.hooklane.standalone.CommandException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.CompletionException;

/** Receives webhooks on the loopback address and shows them on a page. */
public final class ReceiverServer implements AutoCloseable {

  private static final int MAXIMUM = 200;
  private static final int MAXIMUM_CHARACTERS = 8_000_000;

  private final Vertx vertx;
  private final HttpServer server;

  private ReceiverServer(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @param port to listen on, 0 for any
   * @throws CommandException when the port is taken
   */
  public static ReceiverServer start(int port) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    ReceivedRequests requests = new ReceivedRequests(MAXIMUM, MAXIMUM_CHARACTERS);
    HttpServer server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
            .requestHandler(ReceiverRoutes.of(vertx, requests, Clock.systemUTC()));
    try {
      server.listen().toCompletionStage().toCompletableFuture().join();
      return new ReceiverServer(vertx, server);
    } catch (CompletionException e) {
      vertx.close();
      throw new CommandException("The receiver's port " + port + " cannot be used", e);
    }
  }

  /** The page. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/");
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
