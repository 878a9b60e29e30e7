package io.hooklane.standalone.installation;

import io.hooklane.servers.IdentityKeys;
import io.hooklane.servers.MasterKey;
import io.hooklane.servers.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secrets of one installation: made at the first start, kept for all later ones.
 *
 * @param liveKey for the API, environment {@code live}
 * @param testKey for the API, environment {@code test}
 * @param operatorKey for environments and keys themselves
 * @param postgresPassword of the embedded database
 * @param masterKey the file with the key that seals secrets at rest
 * @param identity the files with the gateway's key pair
 */
public record Secrets(
    String liveKey,
    String testKey,
    String operatorKey,
    String postgresPassword,
    Path masterKey,
    IdentityKeys identity) {

  private static final int RANDOM_BYTES = 32;

  /** Reads them, and makes those that are missing. */
  public static Secrets ensure(Path directory) {
    return new Secrets(
        ensure(directory.resolve("live.key"), "hk_live_"),
        ensure(directory.resolve("test.key"), "hk_test_"),
        ensure(directory.resolve("operator.key"), "hk_operator_"),
        ensure(directory.resolve("postgres.password"), ""),
        MasterKey.ensure(directory.resolve("master.key.json")),
        IdentityKeys.ensure(directory));
  }

  private static String ensure(Path file, String prefix) {
    try {
      if (!Files.exists(file)) {
        SecretFile.write(file, prefix + random());
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The secret in " + file + " cannot be read", e);
    }
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Never the secrets. */
  @Override
  public String toString() {
    return "Secrets[]";
  }
}
