package io.hooklane.subscription.secret;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** The key that all signing secrets are encrypted with. */
@ConfigMapping(prefix = "hooklane.master-key")
public interface SecretConfig {

  /**
   * A Tink keyset in cleartext JSON whose primary key is AES256_GCM; the service needs it to start.
   */
  Path file();
}
