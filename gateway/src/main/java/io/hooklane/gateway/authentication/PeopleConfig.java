package io.hooklane.gateway.authentication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether people come through an OpenID Connect provider; all else of it is Quarkus'. */
@ConfigMapping(prefix = "quarkus.oidc")
interface PeopleConfig {

  /** Whether there is a provider. */
  @WithDefault("false")
  boolean tenantEnabled();
}
