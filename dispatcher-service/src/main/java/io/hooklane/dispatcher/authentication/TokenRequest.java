package io.hooklane.dispatcher.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hooklane.dispatcher.authentication.Credentials.ClientCredentials;
import io.hooklane.egress.Target;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/**
 * What is posted to a token endpoint (RFC 6749, sections 2.3.1 and 4.4.2). Secret.
 *
 * @param authorization the header's value; null when the client names itself in the body
 * @param form the body: a form, URL-encoded
 */
public record TokenRequest(Target target, @Nullable String authorization, String form) {

  /** The request for a token by these credentials. */
  public static TokenRequest of(ClientCredentials credentials) {
    StringBuilder form = new StringBuilder(128).append("grant_type=client_credentials");
    append(form, "scope", credentials.scope());
    append(form, "audience", credentials.audience());
    if (credentials.inBody()) {
      append(form, "client_id", credentials.clientId());
      append(form, "client_secret", credentials.clientSecret());
      return new TokenRequest(credentials.tokenUrl(), null, form.toString());
    }
    String header =
        Credentials.basicHeader(
            encoded(credentials.clientId()), encoded(credentials.clientSecret()));
    return new TokenRequest(credentials.tokenUrl(), header, form.toString());
  }

  private static void append(StringBuilder form, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      form.append('&').append(name).append('=').append(encoded(value));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public String toString() {
    return "TokenRequest[" + target.host() + "]";
  }
}
