package io.hooklane.gateway.authentication;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Establishes who calls. */
@Singleton
public class Authentication {

  private static final String BEARER = "Bearer ";
  private static final int LONGEST_KEY = 512;

  private final Vertx vertx;
  private final KeyIndex keys;
  private final UnknownKeys unknownKeys;
  private final IdentityTokens tokens;

  Authentication(Vertx vertx, KeyIndex keys, UnknownKeys unknownKeys, IdentityTokens tokens) {
    this.vertx = vertx;
    this.keys = keys;
    this.unknownKeys = unknownKeys;
    this.tokens = tokens;
  }

  /**
   * The {@code Authorization} header that vouches for this request's caller towards the services;
   * empty when its key is missing or does not hold. Completes on the caller's Vert.x context.
   */
  public Future<Optional<String>> vouchFor(HttpServerRequest request) {
    Optional<KeyHash> hash = key(request).map(KeyHash::of);
    if (hash.isEmpty()) {
      return nobody();
    }
    Optional<Identity> identity = keys.find(hash.get());
    Future<Optional<String>> answer =
        identity.isPresent() ? tokenFor(identity) : onceKnown(hash.get());
    return answer.isComplete()
        ? answer
        : Future.fromCompletionStage(answer.toCompletionStage(), vertx.getOrCreateContext());
  }

  private Future<Optional<String>> onceKnown(KeyHash hash) {
    return unknownKeys
        .known()
        .map(known -> keys.find(hash))
        .otherwise(Optional.empty())
        .compose(this::tokenFor);
  }

  private Future<Optional<String>> tokenFor(Optional<Identity> identity) {
    return identity.isPresent() ? tokens.header(identity.get()).map(Optional::of) : nobody();
  }

  private static Future<Optional<String>> nobody() {
    return Future.succeededFuture(Optional.empty());
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
