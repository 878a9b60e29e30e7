package io.hooklane.gateway.forwarding;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** The headers that keep a browser from making more of an API answer than it is. */
final class SafeHeaders {

  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence CONTENT_SECURITY_POLICY =
      HttpHeaders.createOptimized("content-security-policy");
  private static final CharSequence NOTHING =
      HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");

  /** Of the few pages that services make: the gateway's style sheet, and nothing that acts. */
  private static final CharSequence STYLE_ONLY =
      HttpHeaders.createOptimized(
          "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'");

  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private SafeHeaders() {}

  /** Sets them; a service's own word on caching stands. */
  static void addTo(MultiMap headers) {
    headers.set(CONTENT_TYPE_OPTIONS, NO_SNIFF);
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    boolean page = type != null && type.startsWith("text/html");
    headers.set(CONTENT_SECURITY_POLICY, page ? STYLE_ONLY : NOTHING);
    if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
      headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }
  }
}
