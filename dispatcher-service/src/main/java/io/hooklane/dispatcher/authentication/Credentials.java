package io.hooklane.dispatcher.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hooklane.egress.Target;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What an endpoint's requests authenticate with. Secret, and therefore without a text form. */
public sealed interface Credentials {

  /** Nothing. */
  record None() implements Credentials {}

  /**
   * The same with each request: a user's name and password (RFC 7617), or a bearer token (RFC
   * 6750).
   *
   * @param authorization the header's value
   */
  record Fixed(String authorization) implements Credentials {

    @Override
    public String toString() {
      return "Fixed";
    }
  }

  /**
   * A token that is fetched for them (RFC 6749, section 4.4).
   *
   * @param tokenUrl where
   * @param inBody whether the client's id and secret go into the request's body instead of its
   *     header
   */
  record ClientCredentials(
      Target tokenUrl,
      String clientId,
      String clientSecret,
      boolean inBody,
      @Nullable String scope,
      @Nullable String audience)
      implements Credentials {

    @Override
    public String toString() {
      return "ClientCredentials";
    }
  }

  /** Nothing. */
  Credentials NONE = new None();

  /**
   * A user's name and password.
   *
   * @throws UnusableCredentialsException when the name has a colon, which would end it
   */
  static Credentials basic(String username, String password) throws UnusableCredentialsException {
    if (username.indexOf(':') >= 0) {
      throw new UnusableCredentialsException("The user name of the endpoint has a colon");
    }
    return new Fixed(basicHeader(username, password));
  }

  /**
   * A bearer token.
   *
   * @throws UnusableCredentialsException when it cannot stand in a header
   */
  static Credentials bearer(String token) throws UnusableCredentialsException {
    if (!isToken(token)) {
      throw new UnusableCredentialsException(
          "The bearer token of the endpoint has a character that cannot be sent");
    }
    return new Fixed(bearerHeader(token));
  }

  /** Whether it is visible ASCII throughout: all that tokens are made of, and safe in a header. */
  static boolean isToken(String token) {
    return !token.isEmpty() && token.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  /** The value of a header with this token. */
  static String bearerHeader(String token) {
    return "Bearer " + token;
  }

  /** The value of a header with this name and password. */
  static String basicHeader(String username, String password) {
    byte[] both = (username + ':' + password).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }
}
