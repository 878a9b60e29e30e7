package io.hooklane.dispatcher.signing;

import com.google.crypto.tink.subtle.Ed25519Sign;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A key that signs (Standard Webhooks, "Signature scheme"). Safe to share between threads. */
sealed interface SigningKey {

  String SYMMETRIC = "whsec_";
  String ASYMMETRIC = "whsk_";

  /** Until when it signs; null for as long as it is configured. */
  @Nullable Instant expiresAt();

  /** Whether it signs at this moment. */
  default boolean signsAt(Instant moment) {
    Instant end = expiresAt();
    return end == null || moment.isBefore(end);
  }

  /** A secret that the receiver has too: scheme {@code v1}. */
  record Symmetric(SecretKeySpec key, @Nullable Instant expiresAt) implements SigningKey {}

  /** A private key of which the receiver has the public one: scheme {@code v1a}. */
  record Asymmetric(Ed25519Sign key, @Nullable Instant expiresAt) implements SigningKey {}

  /**
   * Reads a secret's text form.
   *
   * @throws GeneralSecurityException when it gives no key
   * @throws IllegalArgumentException when it is not base64
   */
  static SigningKey parse(String text, @Nullable Instant expiresAt)
      throws GeneralSecurityException {
    if (text.startsWith(ASYMMETRIC)) {
      // The public key follows the seed; signing needs the seed only.
      byte[] seed = Arrays.copyOf(decode(text, ASYMMETRIC), Ed25519Sign.SECRET_KEY_LEN);
      return new Asymmetric(new Ed25519Sign(seed), expiresAt);
    }
    return new Symmetric(
        new SecretKeySpec(decode(text, SYMMETRIC), Signer.SYMMETRIC_ALGORITHM), expiresAt);
  }

  private static byte[] decode(String text, String prefix) {
    return Base64.getDecoder()
        .decode(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
  }
}
