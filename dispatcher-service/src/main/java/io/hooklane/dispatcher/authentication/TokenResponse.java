package io.hooklane.dispatcher.authentication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.authentication.TokenAnswer.NoToken;
import io.hooklane.dispatcher.authentication.TokenAnswer.Token;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Reads what a token endpoint answers (RFC 6749, sections 5.1 and 5.2). Nothing of it but an
 * error's registered name ever shows: it might repeat the secret.
 */
public final class TokenResponse {

  private static final Duration LIFETIME_IF_NOT_SAID = Duration.ofMinutes(5);
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);
  private static final ObjectReader JSON = new JsonMapper().reader();

  /** RFC 6749, section 5.2. */
  private static final Set<String> ERRORS =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope");

  private TokenResponse() {}

  /**
   * The token that is in it, or why there is none.
   *
   * @param body its first bytes; a whole answer is short
   */
  public static TokenAnswer read(int status, byte[] body) {
    JsonNode json = json(body);
    if (status < 200 || status > 299) {
      return none("The token endpoint answered " + status + error(json));
    }
    String token = json.path("access_token").textValue();
    if (token == null || !Credentials.isToken(token)) {
      return none("The token endpoint answered " + status + " without a token");
    }
    if (!json.path("token_type").asText("Bearer").equalsIgnoreCase("Bearer")) {
      return none("The token endpoint gave a token that is not a bearer token");
    }
    return new Token(Credentials.bearerHeader(token), lifetime(json.path("expires_in")));
  }

  private static NoToken none(String reason) {
    return new NoToken(Failure.UNSENDABLE, reason);
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static String error(JsonNode json) {
    String error = json.path("error").asText();
    return ERRORS.contains(error) ? " (" + error + ")" : "";
  }

  /** Some servers write the number as a text. */
  private static Duration lifetime(JsonNode expiresIn) {
    long seconds = expiresIn.asLong(LIFETIME_IF_NOT_SAID.toSeconds());
    return Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_LIFETIME.toSeconds()));
  }
}
