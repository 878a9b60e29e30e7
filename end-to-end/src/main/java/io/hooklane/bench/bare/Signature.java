package io.hooklane.bench.bare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Standard Webhooks wants it. For one thread. */
final class Signature {

  private final Mac mac;

  /**
   * @param key at least one byte
   */
  Signature(byte[] key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }

  /** The value of {@code webhook-signature}. */
  String of(String id, String timestamp, byte[] body) {
    mac.update((id + "." + timestamp + ".").getBytes(US_ASCII));
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
  }
}
