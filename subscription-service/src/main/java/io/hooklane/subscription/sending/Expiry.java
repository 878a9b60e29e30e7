package io.hooklane.subscription.sending;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Whether certificates still hold. */
final class Expiry {

  private Expiry() {}

  /**
   * Sees to it that none of them has expired.
   *
   * @throws IllegalArgumentException when one has
   */
  static void requireNone(List<X509Certificate> certificates, Instant now) {
    for (X509Certificate certificate : certificates) {
      Instant end = certificate.getNotAfter().toInstant();
      if (now.isAfter(end)) {
        throw new IllegalArgumentException(
            "The certificate of "
                + certificate.getSubjectX500Principal().getName()
                + " expired at "
                + end);
      }
    }
  }
}
