package io.hooklane.dispatcher.authentication;

import java.util.function.Consumer;

/** Where access tokens come from. */
@FunctionalInterface
public interface TokenSource {

  /**
   * Asks for a token.
   *
   * @param answer called once, on the caller's thread, perhaps before this returns
   */
  void fetch(TokenRequest request, Consumer<TokenAnswer> answer);
}
