package io.hooklane.dispatcher.authentication;

import io.hooklane.contracts.delivery.Failure;
import java.time.Duration;

/** What came of asking for an access token. */
public sealed interface TokenAnswer {

  /**
   * A token. Secret.
   *
   * @param authorization the header's value that it makes
   * @param lifetime from now on; zero when it may be used at once only
   */
  record Token(String authorization, Duration lifetime) implements TokenAnswer {

    @Override
    public String toString() {
      return "Token[lifetime=" + lifetime + "]";
    }
  }

  /**
   * None.
   *
   * @param reason a sentence for people; never a secret
   */
  record NoToken(Failure failure, String reason) implements TokenAnswer {}
}
