package io.hooklane.deliverylog.resend;

import io.hooklane.management.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/**
 * What a POST is known by that must have its effect once: SHA-256 over its caller, path, query and
 * idempotency key.
 */
public final class RequestKey {

  /** The header that carries the caller's own key. */
  public static final String HEADER = "Idempotency-Key";

  private static final int LONGEST = 256;

  private RequestKey() {}

  /**
   * The key of a request; empty when its caller gave none.
   *
   * @throws ApiException 400 when the header cannot be used
   */
  public static Optional<byte[]> of(List<String> header, String... request) {
    if (header.isEmpty()) {
      return Optional.empty();
    }
    String key = header.getFirst();
    boolean usable =
        header.size() == 1
            && !key.isEmpty()
            && key.length() <= LONGEST
            && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (!usable) {
      throw ApiException.badRequest(
          "The header " + HEADER + ": give it once, 1 to " + LONGEST + " visible ASCII characters");
    }
    return Optional.of(hash(key, request));
  }

  private static byte[] hash(String key, String... request) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (String part : request) {
        sha256.update(part.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
      }
      return sha256.digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
