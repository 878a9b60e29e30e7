package io.hooklane.subscription.access;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Keys that a new installation begins with. Each is the key's text; none is made when absent. */
@ConfigMapping(prefix = "hooklane.bootstrap")
public interface BootstrapConfig {

  /** Opens the environment {@code live}. */
  Optional<String> liveKey();

  /** Opens the environment {@code test}. */
  Optional<String> testKey();

  /** For whoever runs the installation: may switch environments and make keys. */
  Optional<String> operatorKey();
}
