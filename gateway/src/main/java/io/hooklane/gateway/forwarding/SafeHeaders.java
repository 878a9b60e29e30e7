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
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private SafeHeaders() {}

  /** Sets them; a service's own word on caching stands. */
  static void addTo(MultiMap headers) {
    headers.set(CONTENT_TYPE_OPTIONS, NO_SNIFF);
    headers.set(CONTENT_SECURITY_POLICY, NOTHING);
    if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
      headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }
  }
}
