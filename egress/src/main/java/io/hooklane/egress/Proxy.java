package io.hooklane.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The proxy that connections go through, and what is connected to without it. */
public final class Proxy {

  /** How a proxy is spoken to. */
  public enum Kind {
    /** By {@code CONNECT} (RFC 9110, section 9.3.6), for http targets too. */
    HTTP,
    /** RFC 1928, with a username and password as of RFC 1929. */
    SOCKS5
  }

  /** What a proxy is shown. */
  public record Login(String username, String password) {

    @Override
    public String toString() {
      return username;
    }
  }

  private final Kind kind;
  private final String host;
  private final int port;
  private final @Nullable Login login;
  private final HostNames directNames;
  private final Ranges directRanges;

  private Proxy(Kind kind, String host, int port, @Nullable Login login, List<String> exceptions) {
    this.kind = kind;
    this.host = host;
    this.port = port;
    this.login = login;
    List<String> names = new ArrayList<>();
    List<String> ranges = new ArrayList<>();
    for (String exception : exceptions) {
      (isRange(exception.strip()) ? ranges : names).add(exception);
    }
    this.directNames = new HostNames(names);
    this.directRanges = new Ranges(ranges);
  }

  /**
   * The configured proxy; empty when there is none.
   *
   * @throws IllegalArgumentException when what is configured is no proxy; the message holds no
   *     password
   */
  public static Optional<Proxy> of(EgressConfig config) {
    return config.proxy().map(url -> of(url.strip(), config.noProxy().orElse(List.of())));
  }

  public Kind kind() {
    return kind;
  }

  /** Its name or address; it is the operator's, and may be private. */
  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  /** What it is shown; null for nothing. */
  public @Nullable Login login() {
    return login;
  }

  /** Whether this address of the target's is connected to through the proxy. */
  public boolean isFor(Target target, InetAddress address) {
    return !directNames.contains(target.host()) && !directRanges.contains(address);
  }

  private static Proxy of(String text, List<String> exceptions) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      // The exception has the text, and that the password.
      throw notAProxy();
    }
    if (url.getScheme() == null || url.getHost() == null || url.getPort() < 1) {
      throw notAProxy();
    }
    Kind kind =
        switch (url.getScheme().toLowerCase(Locale.ROOT)) {
          case "http" -> Kind.HTTP;
          case "socks5" -> Kind.SOCKS5;
          default -> throw notAProxy();
        };
    String host = url.getHost();
    return new Proxy(
        kind,
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        url.getPort(),
        login(url.getRawUserInfo()),
        exceptions);
  }

  private static @Nullable Login login(@Nullable String userInfo) {
    if (userInfo == null) {
      return null;
    }
    int colon = userInfo.indexOf(':');
    if (colon < 0) {
      throw notAProxy();
    }
    return new Login(decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
  }

  private static String decoded(String part) {
    // In this part of a URL a plus is a plus.
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static boolean isRange(String text) {
    return text.indexOf('/') >= 0 || text.indexOf(':') >= 0 || text.matches("[0-9.]+");
  }

  private static IllegalArgumentException notAProxy() {
    return new IllegalArgumentException(
        "hooklane.egress.proxy must be http://host:port or socks5://host:port, perhaps with"
            + " user:password@ before the host");
  }
}
