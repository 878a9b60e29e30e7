package io.hooklane.gateway.forwarding;

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

  private final Map<Service, Upstream> upstreams = new EnumMap<>(Service.class);
  private final long bodyLimit;

  Forwarder(Vertx vertx, RoutesConfig config, MeterRegistry meters) {
    this.bodyLimit = config.bodyLimit().asLongValue();
    for (Service service : Service.values()) {
      upstreams.put(service, new Upstream(vertx, service, config, meters));
    }
  }

  /**
   * Forwards a request and answers it.
   *
   * @param voucher the {@code Authorization} header that vouches for the caller; empty for a caller
   *     who needs no name. Whatever the caller sent in its place is gone
   */
  public void forward(HttpServerRequest request, Service service, Optional<String> voucher) {
    Refusal refusal = reasonToRefuse(request);
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
    upstream(service).forward(request);
  }

  private Upstream upstream(Service service) {
    Upstream upstream = upstreams.get(service);
    if (upstream == null) {
      throw new IllegalStateException("Every service has its way: " + service);
    }
    return upstream;
  }

  /** RFC 9112 §6.1: one framing, or the connection cannot be trusted any more. */
  private @Nullable Refusal reasonToRefuse(HttpServerRequest request) {
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
