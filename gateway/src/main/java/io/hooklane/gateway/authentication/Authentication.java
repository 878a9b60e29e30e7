package io.hooklane.gateway.authentication;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Establishes who calls. */
@Singleton
public class Authentication {

  private static final String BEARER = "Bearer ";
  private static final int LONGEST_KEY = 8_192;

  private final Vertx vertx;
  private final KeyIndex keys;
  private final ConfigurationFreshness freshness;
  private final People people;

  Authentication(Vertx vertx, KeyIndex keys, ConfigurationFreshness freshness, People people) {
    this.vertx = vertx;
    this.keys = keys;
    this.freshness = freshness;
    this.people = people;
  }

  /**
   * Who sends this request; empty when its key is missing or does not hold. Completes on the
   * caller's Vert.x context.
   */
  public Future<Optional<Identity>> identify(RoutingContext exchange) {
    Optional<String> key = key(exchange.request());
    if (key.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    if (people.mayBeToken(key.get())) {
      return onContext(people.identify(exchange, key.get()));
    }
    KeyHash hash = KeyHash.of(key.get());
    Optional<Identity> identity = keys.find(hash);
    return identity.isPresent()
        ? Future.succeededFuture(identity)
        : onContext(freshness.upToDate().map(known -> keys.find(hash)).otherwise(Optional.empty()));
  }

  private <T> Future<T> onContext(Future<T> answer) {
    return answer.isComplete()
        ? answer
        : Future.fromCompletionStage(answer.toCompletionStage(), vertx.getOrCreateContext());
  }

  /**
   * One header, of the scheme Bearer, with one token of visible ASCII in it; anything else: none.
   */
  private static Optional<String> key(HttpServerRequest request) {
    List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    if (headers.size() != 1) {
      return Optional.empty();
    }
    String header = headers.getFirst();
    if (header.length() > BEARER.length() + LONGEST_KEY
        || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.empty();
    }
    String key = header.substring(BEARER.length()).strip();
    boolean visible = !key.isEmpty() && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return visible ? Optional.of(key) : Optional.empty();
  }
}
