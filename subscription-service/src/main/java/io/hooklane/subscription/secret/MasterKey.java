package io.hooklane.subscription.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import io.hooklane.contracts.id.EndpointId;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Encrypts signing secrets, each bound to its endpoint: sealed for one it opens for no other. */
@Startup
@Singleton
class MasterKey {

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

  /** Encrypts; the same secret looks different each time. */
  String seal(EndpointId endpoint, SigningSecret secret) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              aead.encrypt(
                  secret.text().getBytes(StandardCharsets.UTF_8), associatedData(endpoint)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A secret could not be encrypted", e);
    }
  }

  /**
   * Decrypts.
   *
   * @throws IllegalStateException when it was sealed with another key or for another endpoint
   */
  SigningSecret open(EndpointId endpoint, String sealed) {
    try {
      return new SigningSecret(
          new String(
              aead.decrypt(Base64.getDecoder().decode(sealed), associatedData(endpoint)),
              StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A secret could not be decrypted, endpointId=" + endpoint, e);
    }
  }

  private static byte[] associatedData(EndpointId endpoint) {
    return endpoint.value().getBytes(StandardCharsets.UTF_8);
  }
}
