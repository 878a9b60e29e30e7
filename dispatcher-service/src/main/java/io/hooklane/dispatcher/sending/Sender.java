package io.hooklane.dispatcher.sending;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.authentication.AccessTokens;
import io.hooklane.dispatcher.authentication.Credentials;
import io.hooklane.dispatcher.authentication.TokenAnswer;
import io.hooklane.dispatcher.authentication.UnusableCredentialsException;
import io.hooklane.dispatcher.egress.Egress;
import io.hooklane.dispatcher.endpoint.Destination;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.endpoint.UnusableHeadersException;
import io.hooklane.dispatcher.signing.SignatureHeaders;
import io.hooklane.dispatcher.signing.UnusableSecretException;
import io.hooklane.dispatcher.transport.Manner;
import io.hooklane.dispatcher.transport.UnusableTransportException;
import io.hooklane.egress.Target;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.impl.ContextInternal;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes attempts: authenticates, signs, posts. Confined to one event loop. */
public final class Sender {

  private static final int UNAUTHORIZED = 401;

  private final Clock clock;
  private final Dialer dialer;
  private final Deadlines deadlines;
  private final AccessTokens tokens;
  private final SignatureHeaders signatures = new SignatureHeaders();
  private final CharSequence userAgent;
  private final RequestLines lines;

  /**
   * A sender for one event loop.
   *
   * @param context of that event loop
   * @param perHost how many connections there may be to one host
   */
  public Sender(
      ContextInternal context, SendingConfig config, int perHost, Egress egress, Clock clock) {
    this.clock = clock;
    this.dialer = new Dialer(context, config, perHost, egress, clock);
    this.deadlines = new Deadlines(config.deadline());
    this.userAgent = HttpHeaders.createOptimized(config.userAgent());
    this.lines = new RequestLines(userAgent);
    this.tokens =
        new AccessTokens(
            config.accessTokens(), new TokenFetch(dialer, config, userAgent), System::nanoTime);
  }

  /** One delivery on its way. */
  private record Errand(
      Delivery delivery, byte[] body, Endpoint endpoint, Target target, Exchange exchange) {}

  /**
   * Makes one attempt.
   *
   * @param ended called once, on the event loop, perhaps before this returns
   */
  public Underway send(
      Delivery delivery, byte[] body, Endpoint endpoint, Consumer<Attempted> ended) {
    Exchange exchange = dialer.begin(deadlines, ended);
    switch (endpoint.destination()) {
      case Destination.Unusable unusable -> exchange.failed(Failure.UNSENDABLE, unusable.reason());
      case Destination.Usable usable ->
          prepare(new Errand(delivery, body, endpoint, usable.target(), exchange));
    }
    return exchange;
  }

  private void prepare(Errand errand) {
    try {
      Manner manner = errand.endpoint().transport().manner(errand.target().secure());
      switch (errand.endpoint().credentials().open()) {
        case Credentials.None none -> dial(errand, manner, null);
        case Credentials.Fixed fixed -> dial(errand, manner, fixed.authorization());
        case Credentials.ClientCredentials client ->
            tokens.find(
                errand.endpoint().id(), client, answer -> withToken(errand, manner, answer));
      }
    } catch (UnusableTransportException | UnusableCredentialsException e) {
      errand.exchange().failed(Failure.UNSENDABLE, String.valueOf(e.getMessage()));
    }
  }

  private void withToken(Errand errand, Manner manner, TokenAnswer answer) {
    switch (answer) {
      case TokenAnswer.NoToken none -> errand.exchange().failed(none.failure(), none.reason());
      case TokenAnswer.Token token -> {
        if (!errand.exchange().isOver()) {
          dial(errand, manner, token.authorization());
        }
      }
    }
  }

  private void dial(Errand errand, Manner manner, @Nullable String authorization) {
    dialer.dial(
        errand.target(),
        errand.delivery().attempt(),
        manner,
        errand.exchange(),
        request -> tryPost(request, errand, authorization));
  }

  private void tryPost(HttpClientRequest request, Errand errand, @Nullable String authorization) {
    try {
      post(request, errand, authorization);
    } catch (UnusableSecretException | UnusableHeadersException e) {
      errand.exchange().unsendable(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      errand.exchange().unsendable("A header cannot be sent");
    }
  }

  private void post(HttpClientRequest request, Errand errand, @Nullable String authorization)
      throws UnusableSecretException, UnusableHeadersException {
    Endpoint endpoint = errand.endpoint();
    Delivery delivery = errand.delivery();
    Instant now = clock.instant();
    MultiMap headers = request.headers();
    // First, so that Hooklane's own take their place whatever they are named.
    headers.addAll(endpoint.headers().open());
    signatures.set(
        headers,
        endpoint.signature(),
        endpoint.keys(),
        delivery.message().value(),
        errand.body(),
        now);
    headers
        .set(HttpHeaders.CONTENT_TYPE, delivery.contentType())
        .set(HttpHeaders.USER_AGENT, userAgent);
    if (authorization != null) {
      headers.set(HttpHeaders.AUTHORIZATION, authorization);
    }
    errand
        .exchange()
        .headers(
            lines.of(
                endpoint.signature(),
                now,
                delivery.contentType(),
                authorization,
                endpoint.headers()));
    dialer.send(
        request,
        errand.body(),
        errand.exchange(),
        response -> {
          if (response.statusCode() == UNAUTHORIZED && authorization != null) {
            tokens.refused(endpoint.id(), authorization);
          }
        });
  }

  /** Closes its connections. */
  public void close() {
    dialer.close();
  }
}
