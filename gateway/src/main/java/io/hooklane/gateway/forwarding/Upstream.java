package io.hooklane.gateway.forwarding;

import io.hooklane.gateway.forwarding.RouteTable.Load;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The way to one service and back. Bodies stream, both ways, no faster than they are taken. Every
 * request ends: with the service's answer, or with 413, 503 or 504; a caller who leaves ends it
 * too.
 *
 * <p>A request without effect is sent once more when its connection turns out to have been closed
 * by the service; any other is not, since it may have had its effect.
 */
final class Upstream implements ProxyInterceptor {

  private static final Logger LOG = Logger.getLogger(Upstream.class);

  /** What a service gets of a caller's headers; nothing else that a caller sends reaches it. */
  private static final Set<String> PASSED_ON =
      caseInsensitive(
          "accept",
          "accept-encoding",
          "accept-language",
          "authorization",
          "content-encoding",
          "content-length",
          "content-type",
          "idempotency-key",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-unmodified-since",
          "last-event-id",
          "svix-req-id",
          "traceparent",
          "tracestate",
          "user-agent");

  /** What a caller does not get of a service's headers: they speak of the connection inside. */
  private static final List<CharSequence> KEPT_BACK =
      List.of(
          HttpHeaders.CONNECTION,
          HttpHeaders.KEEP_ALIVE,
          HttpHeaders.PROXY_AUTHENTICATE,
          HttpHeaders.SERVER,
          HttpHeaders.UPGRADE,
          HttpHeaders.createOptimized("trailer"));

  private static final Handler<Throwable> FAILURE_IS_THE_RESPONSE_FUTURES = e -> {};

  private final Service service;
  private final long bodyLimit;
  private final ForwardingMetrics metrics;
  private final HttpProxy proxy;

  Upstream(Vertx vertx, Service service, Load load, RoutesConfig config, MeterRegistry meters) {
    UpstreamLimits limits = config.limits(load);
    this.service = service;
    this.metrics = new ForwardingMetrics(service, meters);
    this.bodyLimit = limits.bodyLimit();
    URI url = config.url(service);
    boolean tls = "https".equals(url.getScheme());
    HttpClient client =
        vertx
            .httpClientBuilder()
            .with(
                new HttpClientOptions()
                    .setSsl(tls)
                    .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis())))
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(limits.connections())
                    .setMaxWaitQueueSize(limits.waiting()))
            .build();
    RequestOptions options =
        new RequestOptions()
            .setHost(url.getHost())
            .setPort(url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80)
            .setConnectTimeout(config.connectTimeout().toMillis())
            .setIdleTimeout(limits.silence().toMillis());
    this.proxy =
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
            .origin(context -> connect(client, options))
            .addInterceptor(this);
  }

  /** Forwards a request whose headers say already who vouches for it. */
  void forward(HttpServerRequest request) {
    proxy.handle(request);
  }

  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    long begin = System.nanoTime();
    return exchange(context)
        .map(this::unlessNotBelieved)
        .onSuccess(response -> metrics.answered(response.getStatusCode(), begin));
  }

  private Future<ProxyResponse> exchange(ProxyContext context) {
    ProxyRequest request = context.request();
    request.setURI(RequestPath.withoutSlashAtEnd(request.getURI()));
    keepKnownHeaders(request.headers());
    if (!hasBody(request.proxiedRequest())) {
      request.setBody(null);
      return send(context).recover(e -> refuse(context, e));
    }
    BoundedBody body =
        new BoundedBody(request.proxiedRequest(), request.getBody().length(), bodyLimit);
    request.setBody(body);
    return context
        .sendRequest()
        .recover(
            e ->
                body.tooLarge()
                    ? Future.succeededFuture(answer(context, Refusal.TOO_LARGE))
                    : refuse(context, e));
  }

  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    MultiMap headers = context.response().headers();
    KEPT_BACK.forEach(headers::remove);
    SafeHeaders.addTo(headers);
    return context.sendResponse();
  }

  /** The caller's key held: a service that refuses the gateway's word is no fault of theirs. */
  private ProxyResponse unlessNotBelieved(ProxyResponse response) {
    if (response.getStatusCode() != 401) {
      return response;
    }
    LOG.errorf("service does not believe the gateway's token service=%s", service);
    return Refusal.UNAVAILABLE.asAnswer(response.release().setStatusMessage(null));
  }

  private static Future<ProxyResponse> send(ProxyContext context) {
    HttpMethod method = context.request().getMethod();
    return context
        .sendRequest()
        .recover(
            e ->
                method == HttpMethod.GET && isLostConnection(e)
                    ? context.sendRequest()
                    : Future.failedFuture(e));
  }

  private static Future<HttpClientRequest> connect(HttpClient client, RequestOptions options) {
    return client
        .request(options)
        .onSuccess(request -> request.exceptionHandler(FAILURE_IS_THE_RESPONSE_FUTURES))
        .recover(Upstream::unreachable);
  }

  private Future<ProxyResponse> refuse(ProxyContext context, Throwable failure) {
    Refusal refusal = failure instanceof TimeoutException ? Refusal.TOO_SLOW : Refusal.UNAVAILABLE;
    LOG.debugf(
        "request not answered by its service service=%s refusal=%s reason=%s",
        service, refusal, failure);
    return Future.succeededFuture(answer(context, refusal));
  }

  private static ProxyResponse answer(ProxyContext context, Refusal refusal) {
    return refusal.asAnswer(context.request().release().response());
  }

  private static boolean isLostConnection(Throwable failure) {
    return failure instanceof HttpClosedException
        || (failure instanceof IOException && !(failure instanceof UnreachableException));
  }

  private static <T> Future<T> unreachable(Throwable failure) {
    return Future.failedFuture(new UnreachableException(failure));
  }

  private static boolean hasBody(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return headers.contains(HttpHeaders.TRANSFER_ENCODING)
        || headers.contains(HttpHeaders.CONTENT_LENGTH);
  }

  private static void keepKnownHeaders(MultiMap headers) {
    for (String name : headers.names()) {
      if (!PASSED_ON.contains(name)) {
        headers.remove(name);
      }
    }
  }

  private static Set<String> caseInsensitive(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    return set;
  }

  /** No connection could be had; nothing was sent. */
  private static final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreachableException(Throwable cause) {
      super(cause);
    }
  }
}
