package io.hooklane.dispatcher.authentication;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.authentication.Credentials.ClientCredentials;
import io.hooklane.dispatcher.authentication.TokenAnswer.NoToken;
import io.hooklane.dispatcher.authentication.TokenAnswer.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one endpoint: kept while it holds, fetched once for all who wait for it,
 * fetched anew before it expires. Confined to one thread.
 */
final class AccessToken {

  private static final long LONGEST_MARGIN = Duration.ofSeconds(60).toNanos();
  private static final int MARGIN_DIVISOR = 10;

  /**
   * A token endpoint that fails is asked again after this time, however many attempts there are.
   */
  private static final long PAUSE_AFTER_FAILURE = Duration.ofSeconds(1).toNanos();

  /** A receiver that refuses each token has a new one fetched at this interval only. */
  private static final long PAUSE_AFTER_REFUSAL = Duration.ofMinutes(1).toNanos();

  private static final int MOST_WAITING = 1_000;
  private static final NoToken TOO_MANY =
      new NoToken(Failure.UNSENDABLE, "Too many attempts wait for an access token");

  private final ClientCredentials credentials;
  private final TokenSource source;
  private final LongSupplier nanoTime;
  private final List<Consumer<TokenAnswer>> waiting = new ArrayList<>();
  private boolean fetching;

  /** The last that was got, with its times; it may have expired. */
  private @Nullable Token token;

  private long gotAt;

  /** Why the last fetch gave none; null when it gave one. */
  private @Nullable NoToken failure;

  private long failedAt;
  private @Nullable Long refusedAt;

  AccessToken(ClientCredentials credentials, TokenSource source, LongSupplier nanoTime) {
    this.credentials = credentials;
    this.source = source;
    this.nanoTime = nanoTime;
  }

  boolean isOf(ClientCredentials others) {
    return credentials.equals(others);
  }

  void find(Consumer<TokenAnswer> answer) {
    long now = nanoTime.getAsLong();
    Token held = token;
    NoToken failed = failure != null && now - failedAt < PAUSE_AFTER_FAILURE ? failure : null;
    if (held != null && now - gotAt < held.lifetime().toNanos()) {
      if (failed == null && now - gotAt >= held.lifetime().toNanos() - margin(held)) {
        fetch();
      }
      answer.accept(held);
    } else if (failed != null) {
      answer.accept(failed);
    } else if (waiting.size() == MOST_WAITING) {
      answer.accept(TOO_MANY);
    } else {
      waiting.add(answer);
      fetch();
    }
  }

  /** A receiver did not take this one. */
  void refused(String authorization) {
    long now = nanoTime.getAsLong();
    if (token != null
        && token.authorization().equals(authorization)
        && (refusedAt == null || now - refusedAt >= PAUSE_AFTER_REFUSAL)) {
      token = null;
      refusedAt = now;
    }
  }

  private void fetch() {
    if (!fetching) {
      fetching = true;
      source.fetch(TokenRequest.of(credentials), this::fetched);
    }
  }

  private void fetched(TokenAnswer answer) {
    fetching = false;
    switch (answer) {
      case Token fresh -> {
        token = fresh;
        gotAt = nanoTime.getAsLong();
        failure = null;
      }
      case NoToken none -> {
        failure = none;
        failedAt = nanoTime.getAsLong();
      }
    }
    List<Consumer<TokenAnswer>> waited = List.copyOf(waiting);
    waiting.clear();
    waited.forEach(one -> one.accept(answer));
  }

  /** How long before its end it is fetched anew. */
  private static long margin(Token token) {
    return Math.min(token.lifetime().toNanos() / MARGIN_DIVISOR, LONGEST_MARGIN);
  }
}
