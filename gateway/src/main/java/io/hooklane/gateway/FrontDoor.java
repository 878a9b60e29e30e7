package io.hooklane.gateway;

import io.hooklane.gateway.admission.Admission;
import io.hooklane.gateway.admission.Admission.Admitted;
import io.hooklane.gateway.admission.Admission.Decision;
import io.hooklane.gateway.admission.Admission.Refused;
import io.hooklane.gateway.forwarding.CrossOrigin;
import io.hooklane.gateway.forwarding.Forwarder;
import io.hooklane.gateway.forwarding.Refusal;
import io.hooklane.gateway.forwarding.RequestPath;
import io.hooklane.gateway.forwarding.RouteTable;
import io.hooklane.gateway.forwarding.RouteTable.Access;
import io.hooklane.gateway.forwarding.RouteTable.Match;
import io.hooklane.gateway.forwarding.RouteTable.NoPath;
import io.hooklane.gateway.forwarding.RouteTable.OtherMethod;
import io.hooklane.gateway.forwarding.RouteTable.Route;
import io.hooklane.gateway.forwarding.Routes;
import io.hooklane.gateway.webui.PublicPages;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sees every request first. A public page passes; everything else needs a key, even to be told that
 * there is nothing there, but for the routes that say otherwise.
 */
@Singleton
public class FrontDoor {

  private static final Logger LOG = Logger.getLogger(FrontDoor.class);
  private static final int BEFORE_EVERYTHING_ELSE = 1_000_000;

  private final PublicPages pages;
  private final CrossOrigin crossOrigin;
  private final Admission admission;
  private final Forwarder forwarder;
  private final RouteTable routes = Routes.table();

  FrontDoor(PublicPages pages, CrossOrigin crossOrigin, Admission admission, Forwarder forwarder) {
    this.pages = pages;
    this.crossOrigin = crossOrigin;
    this.admission = admission;
    this.forwarder = forwarder;
  }

  void open(@Observes Filters filters) {
    filters.register(this::receive, BEFORE_EVERYTHING_ELSE);
  }

  private void receive(RoutingContext exchange) {
    HttpServerRequest request = exchange.request();
    Optional<RequestPath> path = RequestPath.of(request.uri());
    if (path.isPresent() && pages.admit(request, path.get())) {
      exchange.next();
    } else if (!crossOrigin.permit(request)) {
      decide(
          exchange, path.map(known -> routes.match(request.method(), known)).orElse(new NoPath()));
    }
  }

  private void decide(RoutingContext exchange, Match match) {
    HttpServerRequest request = exchange.request();
    if (match instanceof Route route && route.access() == Access.ANYBODY) {
      forwarder.forward(request, route, Optional.empty());
      return;
    }
    request.pause();
    admission
        .decide(exchange, match instanceof Route route ? route.access() : Access.CALLER)
        .onComplete(decision -> proceed(request, match, decision));
  }

  private void proceed(HttpServerRequest request, Match match, AsyncResult<Decision> decision) {
    if (decision.failed()) {
      LOG.error("no token could be made for a caller", decision.cause());
      Refusal.UNAVAILABLE.answer(request);
      return;
    }
    switch (decision.result()) {
      case Refused refused -> refused.refusal().answer(request);
      case Admitted admitted -> {
        switch (match) {
          case Route route -> forwarder.forward(request, route, Optional.of(admitted.voucher()));
          case OtherMethod other -> {
            request.response().putHeader(HttpHeaders.ALLOW, other.allow());
            Refusal.OTHER_METHOD.answer(request);
          }
          case NoPath nothing -> Refusal.NOT_FOUND.answer(request);
        }
      }
    }
  }
}
