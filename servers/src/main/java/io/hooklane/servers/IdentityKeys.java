package io.hooklane.servers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The RSA key pair of the identity token: the gateway signs with the private key, the services
 * verify with the public one.
 *
 * @param privateKey a PEM file, PKCS #8
 * @param publicKey a PEM file, X.509
 */
public record IdentityKeys(Path privateKey, Path publicKey) {

  private static final int BITS = 2048;

  /** Makes a pair in the directory unless there is one. */
  public static IdentityKeys ensure(Path directory) {
    IdentityKeys keys =
        new IdentityKeys(
            directory.resolve("identity.key.pem"), directory.resolve("identity.public.pem"));
    if (!Files.exists(keys.privateKey) || !Files.exists(keys.publicKey)) {
      KeyPair pair = generate();
      SecretFile.write(keys.privateKey, pem("PRIVATE KEY", pair.getPrivate()));
      SecretFile.write(keys.publicKey, pem("PUBLIC KEY", pair.getPublic()));
    }
    return keys;
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String type, Key key) {
    byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
    String text = Base64.getMimeEncoder(64, lineEnd).encodeToString(key.getEncoded());
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type, text);
  }
}
