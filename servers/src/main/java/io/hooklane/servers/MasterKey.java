package io.hooklane.servers;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** The key that seals secrets at rest: a Tink keyset (AES-256-GCM) in a file of its owner's. */
public final class MasterKey {

  private MasterKey() {}

  /** Makes a key in the file unless there is one. */
  public static Path ensure(Path file) {
    if (!Files.exists(file)) {
      SecretFile.write(file, generate());
    }
    return file;
  }

  private static String generate() {
    try {
      AeadConfig.register();
      KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
      return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new ServerException("Could not make a master key", e);
    }
  }
}
