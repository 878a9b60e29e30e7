package io.hooklane.contracts.delivery;

import java.util.Locale;

/** Why an attempt that got no response, or not a good one, failed. */
public enum Failure {
  /** A response came, with a status outside 200–299. */
  STATUS,
  /** The host name could not be resolved. */
  DNS,
  /** No connection could be made. */
  CONNECT,
  /** The TLS handshake failed. */
  TLS,
  /** No whole response within the attempt's time. */
  TIMEOUT,
  /** The connection ended before a whole response came. */
  RESET,
  /** The address is one that deliveries must not go to. */
  FORBIDDEN_ADDRESS,
  /** The request could not be made at all, for example for an unusable secret. */
  UNSENDABLE;

  /** The name on topics: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Failure ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
