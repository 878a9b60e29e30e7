package io.hooklane.dispatcher.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.authentication.TokenAnswer;
import io.hooklane.dispatcher.authentication.TokenAnswer.NoToken;
import io.hooklane.dispatcher.authentication.TokenRequest;
import io.hooklane.dispatcher.authentication.TokenResponse;
import io.hooklane.dispatcher.authentication.TokenSource;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Refused;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import io.hooklane.dispatcher.transport.Manner;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import java.util.function.Consumer;

/**
 * Fetches access tokens by the way that deliveries go: the same addresses are forbidden, the same
 * bounds hold.
 */
final class TokenFetch implements TokenSource {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private final Dialer dialer;
  private final Deadlines deadlines;
  private final CharSequence userAgent;
  private int fetches;

  TokenFetch(Dialer dialer, SendingConfig config, CharSequence userAgent) {
    this.dialer = dialer;
    this.deadlines = new Deadlines(config.tokenDeadline());
    this.userAgent = userAgent;
  }

  @Override
  public void fetch(TokenRequest token, Consumer<TokenAnswer> answer) {
    Exchange exchange =
        dialer.begin(deadlines, attempted -> answer.accept(answer(attempted.outcome())));
    // Another of a name's addresses each time, as with attempts.
    fetches = fetches == Integer.MAX_VALUE ? 1 : fetches + 1;
    dialer.dial(
        token.target(), fetches, Manner.USUAL, exchange, request -> post(request, token, exchange));
  }

  private void post(HttpClientRequest request, TokenRequest token, Exchange exchange) {
    request
        .headers()
        .set(HttpHeaders.CONTENT_TYPE, FORM)
        .set(HttpHeaders.ACCEPT, JSON)
        .set(HttpHeaders.USER_AGENT, userAgent);
    String authorization = token.authorization();
    if (authorization != null) {
      request.headers().set(HttpHeaders.AUTHORIZATION, authorization);
    }
    dialer.send(request, token.form().getBytes(UTF_8), exchange, response -> {});
  }

  private static TokenAnswer answer(AttemptOutcome outcome) {
    return switch (outcome) {
      case Succeeded succeeded -> read(succeeded.response());
      case Refused refused -> read(refused.response());
      case Failed failed ->
          new NoToken(
              failed.failure() == Failure.FORBIDDEN_ADDRESS
                  ? Failure.FORBIDDEN_ADDRESS
                  : Failure.UNSENDABLE,
              "No access token, at the token URL: " + failed.detail());
    };
  }

  private static TokenAnswer read(Response response) {
    return TokenResponse.read(response.status(), response.body());
  }
}
