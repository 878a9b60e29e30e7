package io.hooklane.gateway.forwarding;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Which web pages of other origins may use the API. */
@ConfigMapping(prefix = "hooklane.cors")
public interface CorsConfig {

  /** Their origins, exactly as browsers send them: {@code https://example.com}. None by default. */
  Optional<Set<String>> origins();
}
