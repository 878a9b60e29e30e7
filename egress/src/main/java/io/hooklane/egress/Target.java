package io.hooklane.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's URL, or another one that requests are sent to, parsed once, by one parser, for all
 * who need a part of it: who checks it, who resolves it, who dials it, who writes the request.
 *
 * @param url as it is configured, for reports
 * @param host for SNI and the check of the certificate's name: lower case, an IPv6 address without
 *     brackets
 * @param literal the address, when the host is one and not a name
 * @param requestUri path and query, never empty
 */
public record Target(
    String url,
    boolean secure,
    String host,
    int port,
    @Nullable InetAddress literal,
    String requestUri) {

  private static final int HIGHEST_PORT = 65_535;

  /**
   * Parses a URL.
   *
   * @throws IllegalArgumentException with a sentence for people when requests cannot go there
   */
  public static Target parse(String url) {
    URI uri = uri(url);
    boolean secure = secure(uri);
    if (uri.getRawUserInfo() != null
        || (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0)) {
      throw new IllegalArgumentException("A URL must not hold credentials");
    }
    if (uri.getHost() == null || uri.getHost().isEmpty()) {
      throw new IllegalArgumentException("The URL has no valid host");
    }
    int port = uri.getPort() == -1 ? (secure ? 443 : 80) : uri.getPort();
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("The port must be from 1 to " + HIGHEST_PORT);
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("A fragment (#…) is never sent; leave it out");
    }
    Host host = Host.parse(uri.getHost());
    return new Target(url, secure, host.text(), port, host.address(), path(uri));
  }

  /** The host for the Host header: an IPv6 address in brackets (RFC 3986, section 3.2.2). */
  public String bracketedHost() {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  private static URI uri(String url) {
    if (!url.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "A URL has no spaces and only ASCII characters; encode others as %XX, "
              + "and write an international host name in its xn-- form");
    }
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "Not a URL: " + e.getReason() + " at character " + (e.getIndex() + 1), e);
    }
  }

  private static boolean secure(URI uri) {
    String scheme = uri.getScheme();
    if (scheme == null) {
      throw new IllegalArgumentException("Give an absolute URL, beginning with https://");
    }
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "https" -> true;
      case "http" -> false;
      default ->
          throw new IllegalArgumentException("The scheme must be http or https, not " + scheme);
    };
  }

  private static String path(URI uri) {
    String path = uri.getRawPath();
    String nonEmpty = path == null || path.isEmpty() ? "/" : path;
    return uri.getRawQuery() == null ? nonEmpty : nonEmpty + "?" + uri.getRawQuery();
  }
}
