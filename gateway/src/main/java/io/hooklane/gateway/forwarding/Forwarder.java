package io.hooklane.gateway.forwarding;

import io.hooklane.gateway.forwarding.RouteTable.Load;
import io.hooklane.gateway.forwarding.RouteTable.Route;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes requests to the services, once it is settled that they may pass. */
@Singleton
public class Forwarder {

  /** Each load has connections of its own: what takes long keeps nothing else waiting. */
  private final Map<Load, Map<Service, Upstream>> upstreams = new EnumMap<>(Load.class);

  private final RoutesConfig config;

  Forwarder(Vertx vertx, RoutesConfig config, MeterRegistry meters) {
    this.config = config;
    for (Load load : Load.values()) {
      Map<Service, Upstream> ofLoad = new EnumMap<>(Service.class);
      for (Service service : Service.values()) {
        ofLoad.put(service, new Upstream(vertx, service, load, config, meters));
      }
      upstreams.put(load, ofLoad);
    }
  }

  /**
   * Forwards a request and answers it.
   *
   * @param voucher the {@code Authorization} header that vouches for the caller; empty for a caller
   *     who needs no name. Whatever the caller sent in its place is gone
   */
  public void forward(HttpServerRequest request, Route route, Optional<String> voucher) {
    Refusal refusal = reasonToRefuse(request, config.limits(route.load()).bodyLimit());
    if (refusal != null) {
      refusal.answer(request);
      return;
    }
    MultiMap headers = request.headers();
    headers.remove(HttpHeaders.AUTHORIZATION);
    voucher.ifPresent(header -> headers.set(HttpHeaders.AUTHORIZATION, header));
    if (headers.contains(HttpHeaders.EXPECT)) {
      request.response().writeContinue();
    }
    upstream(route).forward(request);
  }

  private Upstream upstream(Route route) {
    Upstream upstream = upstreams.getOrDefault(route.load(), Map.of()).get(route.service());
    if (upstream == null) {
      throw new IllegalStateException("Every service has its way: " + route.service());
    }
    return upstream;
  }

  /** RFC 9112 §6.1: one framing, or the connection cannot be trusted any more. */
  private static @Nullable Refusal reasonToRefuse(HttpServerRequest request, long bodyLimit) {
    List<String> encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    if (!encodings.isEmpty()) {
      boolean chunkedAlone =
          encodings.size() == 1
              && encodings.getFirst().equals("chunked")
              && request.version() == HttpVersion.HTTP_1_1
              && !request.headers().contains(HttpHeaders.CONTENT_LENGTH);
      return chunkedAlone ? null : Refusal.UNREADABLE;
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return null;
    }
    try {
      return Long.parseLong(length) > bodyLimit ? Refusal.TOO_LARGE : null;
    } catch (NumberFormatException e) {
      return Refusal.UNREADABLE;
    }
  }
}
