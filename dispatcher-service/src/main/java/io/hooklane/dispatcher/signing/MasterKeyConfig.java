package io.hooklane.dispatcher.signing;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** The key that the signing secrets are encrypted with. */
@ConfigMapping(prefix = "hooklane.master-key")
public interface MasterKeyConfig {

  /** A Tink keyset in cleartext JSON, of an AEAD; the same as the subscription service's. */
  Path file();
}
