package io.hooklane.contracts.delivery;

import java.util.Arrays;
import java.util.Locale;

/** Why an attempt that got no response, or not a good one, failed. */
public enum Failure {
  /** A response came, with a status outside 200–299. */
  STATUS,
  /** The host name could not be resolved. */
  DNS,
  /** No connection could be made. */
  CONNECT,
  /** The TLS handshake failed for another reason than the three below. */
  TLS,
  /** The receiver's certificate is for another host name. */
  TLS_NAME,
  /** The receiver's certificate has expired, or does not hold yet. */
  TLS_EXPIRED,
  /** The receiver's certificate is signed by nobody who is trusted. */
  TLS_UNTRUSTED,
  /** No whole response within the attempt's time. */
  TIMEOUT,
  /** The connection ended before a whole response came. */
  RESET,
  /** The address is one that deliveries must not go to. */
  FORBIDDEN_ADDRESS,
  /** The request could not be made at all, for example for an unusable secret. */
  UNSENDABLE,
  /** One that this reader does not know: who wrote it is of a later release. */
  OTHER;

  /** The name on topics: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Failure ofWireName(String name) {
    String constant = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(failure -> failure.name().equals(constant))
        .findFirst()
        .orElse(OTHER);
  }
}
