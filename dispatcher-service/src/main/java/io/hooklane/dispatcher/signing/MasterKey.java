package io.hooklane.dispatcher.signing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.id.EndpointId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Opens the signing secrets, which are encrypted wherever they lie. */
@Singleton
public class MasterKey {

  private final Aead aead;

  /**
   * Reads the key's file.
   *
   * @throws UncheckedIOException when it cannot be read
   * @throws IllegalStateException when it is not a keyset of an AEAD
   */
  @Inject
  public MasterKey(MasterKeyConfig config) {
    this(aead(config));
  }

  /** With a key that is already at hand. */
  public MasterKey(Aead aead) {
    this.aead = aead;
  }

  /**
   * The secret's text form.
   *
   * @throws GeneralSecurityException when it was not sealed with this key, for this endpoint
   */
  String open(Configuration.Secret secret, EndpointId endpoint) throws GeneralSecurityException {
    byte[] sealed;
    try {
      sealed = Base64.getDecoder().decode(secret.sealed());
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("A sealed secret is not base64", e);
    }
    return new String(
        aead.decrypt(sealed, endpoint.value().getBytes(StandardCharsets.UTF_8)),
        StandardCharsets.UTF_8);
  }

  private static Aead aead(MasterKeyConfig config) {
    try {
      AeadConfig.register();
      return TinkJsonProtoKeysetFormat.parseKeyset(
              Files.readString(config.file()), InsecureSecretKeyAccess.get())
          .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (IOException e) {
      throw new UncheckedIOException("The master key cannot be read: " + config.file(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The master key is not usable: " + config.file(), e);
    }
  }
}
