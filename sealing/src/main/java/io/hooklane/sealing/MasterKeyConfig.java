package io.hooklane.sealing;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The key that secrets are sealed with: a Tink keyset in cleartext JSON whose primary key is
 * AES256_GCM. Exactly one of the two settings, with the same keyset for all services that have it.
 */
@ConfigMapping(prefix = "hooklane.master-key")
public interface MasterKeyConfig {

  /** The keyset's file. */
  Optional<Path> file();

  /** The keyset itself: JSON, or base64 of it. */
  Optional<String> keyset();
}
