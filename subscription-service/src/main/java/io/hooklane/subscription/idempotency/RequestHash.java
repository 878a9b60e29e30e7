package io.hooklane.subscription.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a request is known by: SHA-256 over its caller, method, path, query and idempotency key,
 * hexadecimal.
 */
record RequestHash(String hex) {

  static RequestHash of(String... parts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        sha256.update(part.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
      }
      return new RequestHash(HexFormat.of().formatHex(sha256.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
