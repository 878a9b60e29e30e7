package io.hooklane.gateway.openapi;

import io.hooklane.gateway.forwarding.Refusal;
import io.hooklane.gateway.forwarding.Routes;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The API's whole OpenAPI document, at {@code /openapi.json} and {@code /openapi.yaml}. It is made
 * when it is first asked for, and again when it may be out of date: soon, as long as a service is
 * missing from it.
 */
@Singleton
class OpenApiDocument {

  private static final Logger LOG = Logger.getLogger(OpenApiDocument.class);
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration FRESH_WHILE_INCOMPLETE = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Clock clock;
  private final ServiceDocuments services;
  private final OpenApiMerge merge = new OpenApiMerge(Routes.table());

  private @Nullable Future<Made> made;
  private Instant makeAgainAt = Instant.MIN;

  private record Made(String json, String yaml, boolean complete) {}

  OpenApiDocument(Vertx vertx, Clock clock, ServiceDocuments services) {
    this.vertx = vertx;
    this.clock = clock;
    this.services = services;
  }

  void serve(@Observes Router router) {
    page(router, "/openapi.json")
        .handler(exchange -> answer(exchange, "application/json", Made::json));
    page(router, "/openapi.yaml")
        .handler(exchange -> answer(exchange, "application/yaml", Made::yaml));
    page(router, "/docs").handler(OpenApiDocument::showDocumentation);
  }

  private static Route page(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  private void answer(RoutingContext exchange, String type, Function<Made, String> text) {
    current()
        .onComplete(
            document -> {
              if (document.succeeded()) {
                exchange
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, type)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .end(text.apply(document.result()));
              } else {
                LOG.error("the OpenAPI documents cannot be merged", document.cause());
                Refusal.UNAVAILABLE.answer(exchange.request());
              }
            });
  }

  private synchronized Future<Made> current() {
    Instant now = clock.instant();
    if (made != null && (!made.isComplete() || now.isBefore(makeAgainAt))) {
      return made;
    }
    Future<Made> next = services.ask().compose(this::make);
    next.onComplete(
        done ->
            keepUntil(
                done.succeeded() && done.result().complete() ? FRESH : FRESH_WHILE_INCOMPLETE));
    made = next;
    return next;
  }

  private Future<Made> make(ServiceDocuments.Told told) {
    return vertx.executeBlocking(
        () -> {
          SmallRyeOpenAPI document = merge.merge(told.documents());
          return new Made(document.toJSON(), document.toYAML(), told.complete());
        },
        false);
  }

  private synchronized void keepUntil(Duration later) {
    makeAgainAt = clock.instant().plus(later);
  }

  private static void showDocumentation(RoutingContext exchange) {
    if (exchange.normalizedPath().equals("/docs")) {
      exchange.reroute("/docs/");
    } else {
      exchange.next();
    }
  }
}
