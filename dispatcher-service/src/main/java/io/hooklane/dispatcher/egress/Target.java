package io.hooklane.dispatcher.egress;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's URL, parsed once, by one parser, for all who need a part of it.
 *
 * @param url as it is configured, for reports
 * @param host for the Host header, SNI and the check of the certificate's name; an IPv6 address
 *     without brackets
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

  private static final int MAXIMUM_PORT = 65_535;

  /**
   * Parses a URL.
   *
   * @throws IllegalArgumentException with a sentence for people when deliveries cannot go there
   */
  public static Target parse(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("The URL is malformed", e);
    }
    boolean secure = secure(uri);
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("The URL has credentials in it");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("The URL has no host");
    }
    int port = uri.getPort() == -1 ? (secure ? 443 : 80) : uri.getPort();
    if (port < 1 || port > MAXIMUM_PORT) {
      throw new IllegalArgumentException("The URL's port is out of range");
    }
    String host = withoutBrackets(uri.getHost());
    return new Target(
        url, secure, host, port, NetUtil.createInetAddressFromIpAddressString(host), path(uri));
  }

  private static boolean secure(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "https" -> true;
      case "http" -> false;
      default -> throw new IllegalArgumentException("The URL is neither http nor https");
    };
  }

  private static String withoutBrackets(String host) {
    if (!host.startsWith("[")) {
      return host;
    }
    if (host.indexOf('%') >= 0) {
      throw new IllegalArgumentException("The URL's address names a network interface");
    }
    return host.substring(1, host.length() - 1);
  }

  private static String path(URI uri) {
    URI ascii = URI.create(uri.toASCIIString());
    String path = ascii.getRawPath();
    String nonEmpty = path == null || path.isEmpty() ? "/" : path;
    return ascii.getRawQuery() == null ? nonEmpty : nonEmpty + "?" + ascii.getRawQuery();
  }
}
