package io.hooklane.subscription.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Encrypts what may not lie open, each bound to its context: sealed for one it opens for no other.
 */
@Startup
@Singleton
public class MasterKey {

  private final Aead aead;

  /**
   * Reads the key's file.
   *
   * @throws IllegalStateException when it cannot be read; the service then does not start
   */
  MasterKey(SecretConfig config) {
    try {
      AeadConfig.register();
      aead =
          TinkJsonProtoKeysetFormat.parseKeyset(
                  Files.readString(config.file()), InsecureSecretKeyAccess.get())
              .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "hooklane.master-key.file must name a readable Tink keyset: " + config.file(), e);
    }
  }

  /**
   * Encrypts; the same bytes look different each time.
   *
   * @param context what the bytes belong to, such as an id: they open for the same context only
   */
  public String seal(String context, byte[] plain) {
    try {
      return Base64.getEncoder().encodeToString(aead.encrypt(plain, associatedData(context)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Sealing failed, context=" + context, e);
    }
  }

  /**
   * Decrypts.
   *
   * @throws IllegalStateException when it was sealed with another key or for another context
   */
  public byte[] open(String context, String sealed) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("What is sealed is not base64, context=" + context);
    }
    try {
      return aead.decrypt(bytes, associatedData(context));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "Sealed with another key, or for another context: context=" + context, e);
    }
  }

  private static byte[] associatedData(String context) {
    return context.getBytes(StandardCharsets.UTF_8);
  }
}
