package io.hooklane.gateway.admission;

import io.hooklane.gateway.authentication.Identity;
import io.hooklane.gateway.authentication.IdentityConfig;
import io.hooklane.gateway.authentication.IdentityTokens;
import io.hooklane.gateway.forwarding.RoutesConfig;
import io.hooklane.management.Permission;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Tells the subscription service now and then when keys were used last. Best effort: what is not
 * told when the gateway dies is not known.
 */
@Singleton
class KeyUses {

  private static final Logger LOG = Logger.getLogger(KeyUses.class);
  private static final long PATIENCE_MS = 5_000;
  private static final int MOST_AT_ONCE = 1_000;

  /** Keys beyond these are noted again when they are used again. */
  private static final int MOST_KEPT = 100_000;

  private static final Identity GATEWAY =
      new Identity(
          Identity.Kind.GATEWAY,
          "gateway",
          "gateway",
          null,
          null,
          Set.of(Permission.GATEWAY),
          null,
          null);

  private final HttpClient client;
  private final RoutesConfig routes;
  private final IdentityTokens tokens;
  private final Clock clock;
  private final Map<String, Long> untold = new ConcurrentHashMap<>();

  KeyUses(
      Vertx vertx, RoutesConfig routes, IdentityTokens tokens, IdentityConfig config, Clock clock) {
    this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(1));
    this.routes = routes;
    this.tokens = tokens;
    this.clock = clock;
    vertx.setPeriodic(config.keyUseInterval().toMillis(), timer -> tell());
  }

  /** Notes that this caller's key is used now. */
  void note(Identity caller) {
    boolean key =
        switch (caller.kind()) {
          case KEY, PORTAL -> true;
          case PERSON, GATEWAY -> false;
        };
    if (key && untold.size() < MOST_KEPT) {
      untold.put(caller.subject(), clock.millis());
    }
  }

  private void tell() {
    Map<String, Long> uses = new HashMap<>();
    for (Map.Entry<String, Long> use : untold.entrySet()) {
      if (uses.size() == MOST_AT_ONCE) {
        break;
      }
      uses.put(use.getKey(), use.getValue());
    }
    if (uses.isEmpty()) {
      return;
    }
    tokens
        .header(GATEWAY)
        .compose(voucher -> put(voucher, uses))
        .onSuccess(told -> uses.forEach(untold::remove))
        .onFailure(e -> LOG.debugf("uses of keys not told, again later reason=%s", e.getMessage()));
  }

  private Future<Void> put(String voucher, Map<String, Long> uses) {
    JsonObject body = new JsonObject();
    uses.forEach((key, moment) -> body.put(key, Long.toString(moment)));
    return client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.PUT)
                .setAbsoluteURI(routes.subscriptionUrl().resolve("/internal/key-uses").toString())
                .setTimeout(PATIENCE_MS)
                .putHeader(HttpHeaders.AUTHORIZATION, voucher)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json"))
        .compose(request -> request.send(body.toBuffer()))
        .compose(
            response ->
                response.statusCode() == 204
                    ? Future.succeededFuture()
                    : Future.failedFuture("status " + response.statusCode()));
  }
}
