package io.hooklane.dispatcher.authentication;

import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.authentication.Credentials.ClientCredentials;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The access tokens of those endpoints that want one, a bounded number of them: those used last.
 * Confined to one thread.
 */
public final class AccessTokens {

  private final Map<EndpointId, AccessToken> tokens;
  private final TokenSource source;
  private final LongSupplier nanoTime;

  /**
   * None yet.
   *
   * @param most how many are kept
   * @param nanoTime as {@link System#nanoTime()}: no clock that is set may shorten or lengthen
   *     lives
   */
  public AccessTokens(int most, TokenSource source, LongSupplier nanoTime) {
    this.tokens =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<EndpointId, AccessToken> eldest) {
            return size() > most;
          }
        };
    this.source = source;
    this.nanoTime = nanoTime;
  }

  /**
   * Finds the token of an endpoint, or fetches it.
   *
   * @param answer called once, perhaps before this returns
   */
  public void find(
      EndpointId endpoint, ClientCredentials credentials, Consumer<TokenAnswer> answer) {
    AccessToken token = tokens.get(endpoint);
    if (token == null || !token.isOf(credentials)) {
      token = new AccessToken(credentials, source, nanoTime);
      tokens.put(endpoint, token);
    }
    token.find(answer);
  }

  /**
   * The endpoint's receiver did not take this token: it is fetched anew, if that was not just now.
   */
  public void refused(EndpointId endpoint, String authorization) {
    AccessToken token = tokens.get(endpoint);
    if (token != null) {
      token.refused(authorization);
    }
  }
}
