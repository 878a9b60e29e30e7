package io.hooklane.standalone.receiver;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** The receiver's paths: {@code POST /hooks/*} takes webhooks, the rest shows them. */
final class ReceiverRoutes {

  private static final long MAXIMUM_BODY = 4_000_000;
  private static final int SHOWN_BODY = 64_000;

  private final ReceivedRequests requests;
  private final Clock clock;

  private ReceiverRoutes(ReceivedRequests requests, Clock clock) {
    this.requests = requests;
    this.clock = clock;
  }

  static Router of(Vertx vertx, ReceivedRequests requests, Clock clock) {
    ReceiverRoutes routes = new ReceiverRoutes(requests, clock);
    Router router = Router.router(vertx);
    router
        .post("/hooks/*")
        .handler(BodyHandler.create(false).setBodyLimit(MAXIMUM_BODY))
        .handler(routes::receive);
    router.get("/api/received").handler(routes::list);
    router.get("/").handler(file(vertx, "index.html", "text/html; charset=utf-8"));
    router.get("/page.js").handler(file(vertx, "page.js", "text/javascript; charset=utf-8"));
    router.get("/page.css").handler(file(vertx, "page.css", "text/css; charset=utf-8"));
    return router;
  }

  private void receive(RoutingContext context) {
    Buffer body = context.body().buffer();
    byte[] bytes = body == null ? new byte[0] : body.getBytes();
    String text = new String(bytes, 0, Math.min(bytes.length, SHOWN_BODY), StandardCharsets.UTF_8);
    List<ReceivedRequest.Header> headers =
        context.request().headers().entries().stream()
            .map(header -> new ReceivedRequest.Header(header.getKey(), header.getValue()))
            .toList();
    String path = context.request().uri();
    requests.add(
        number ->
            new ReceivedRequest(
                number, clock.instant().toString(), path, headers, text, bytes.length));
    context.response().setStatusCode(204).end();
  }

  private void list(RoutingContext context) {
    JsonArray data = new JsonArray();
    requests.after(after(context)).forEach(request -> data.add(json(request)));
    guarded(context.response(), "application/json")
        .end(new JsonObject().put("count", requests.count()).put("data", data).encode());
  }

  private static long after(RoutingContext context) {
    String after = context.request().getParam("after");
    return after != null && after.matches("\\d{1,18}") ? Long.parseLong(after) : 0;
  }

  private static JsonObject json(ReceivedRequest request) {
    JsonArray headers = new JsonArray();
    request
        .headers()
        .forEach(
            header ->
                headers.add(
                    new JsonObject().put("name", header.name()).put("value", header.value())));
    return new JsonObject()
        .put("number", request.number())
        .put("receivedAt", request.receivedAt())
        .put("path", request.path())
        .put("headers", headers)
        .put("body", request.body())
        .put("bodyBytes", request.bodyBytes());
  }

  private static Handler<RoutingContext> file(Vertx vertx, String name, String contentType) {
    Buffer content = vertx.fileSystem().readFileBlocking("io/hooklane/standalone/receiver/" + name);
    return context -> guarded(context.response(), contentType).end(content);
  }

  private static HttpServerResponse guarded(HttpServerResponse response, String contentType) {
    return response
        .putHeader("Content-Type", contentType)
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }
}
