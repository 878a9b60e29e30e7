package io.hooklane.subscription.sending;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which headers an endpoint may have (RFC 9110, sections 5.1, 5.5 and 7.6.1), and which of them are
 * not shown.
 */
public final class HeaderRules {

  /** The one that a request authenticates with (RFC 9110, section 11.6.2). */
  public static final String AUTHORIZATION = "Authorization";

  /** Name and value of one together, in characters. */
  public static final int LONGEST = 4_096;

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");
  private static final Pattern VALUE = Pattern.compile("|[!-~]([ -~\\t]*[!-~])?");

  /** What frames the request, concerns one connection only, or describes Hooklane's body. */
  private static final Set<String> HOOKLANES =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  private static final List<String> HOOKLANES_PREFIXES = List.of("webhook-", "svix-", "hooklane-");

  private static final List<String> SENSITIVE_PARTS =
      List.of(
          "auth",
          "cookie",
          "credential",
          "key",
          "password",
          "secret",
          "session",
          "signature",
          "token");

  private HeaderRules() {}

  /**
   * Checks one header.
   *
   * @throws IllegalArgumentException when it may not be sent; the message does not show the value
   */
  public static void check(String name, String value) {
    checkName(name);
    if (name.length() + value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "Name and value have at most " + LONGEST + " characters together");
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "A value has visible ASCII characters, with spaces and tabs between them only");
    }
  }

  /**
   * Checks a header's name.
   *
   * @throws IllegalArgumentException when it is none, or one that endpoints cannot have
   */
  public static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A name has letters, digits and the characters !#$%&'*+-.^_`|~");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (HOOKLANES.contains(lower) || HOOKLANES_PREFIXES.stream().anyMatch(lower::startsWith)) {
      throw new IllegalArgumentException("Hooklane sets this header itself");
    }
  }

  /**
   * Whether the value is likely to be a secret: it then never leaves again, but to the receiver.
   */
  public static boolean isSensitive(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SENSITIVE_PARTS.stream().anyMatch(lower::contains);
  }
}
