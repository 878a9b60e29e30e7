package io.hooklane.subscription.access;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.KeyId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key, known by its hash only.
 *
 * @param environment the one that it opens; null for an operator's key
 * @param hash SHA-256 of the key's text, hexadecimal
 */
public record ApiKey(
    KeyId id, @Nullable EnvironmentId environment, String name, String hash, List<String> scopes) {

  public ApiKey {
    scopes = List.copyOf(scopes);
  }

  /** What a key's text is known by. */
  static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  Configuration.Key configuration() {
    return new Configuration.Key(id, environment, null, name, hash, scopes, List.of(), null, null);
  }
}
