package io.hooklane.subscription.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** The portal that an application's own people use. */
@ConfigMapping(prefix = "hooklane.portal")
public interface PortalConfig {

  /** The page that takes a portal's token; without query and fragment. */
  @WithDefault("http://127.0.0.1:8080/")
  URI url();

  /** How many tokens of one application hold at a time at most, 1 or more; the oldest gives way. */
  @WithDefault("100")
  int mostTokens();
}
