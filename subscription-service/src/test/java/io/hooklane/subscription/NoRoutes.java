package io.hooklane.subscription;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.topics.ConfigurationListener;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;

@DefaultBean
@Singleton
class NoRoutes implements ConfigurationListener {
  @Override
  public void changed(Configuration configuration) {}

  @Override
  public void removed(ConfigurationKey key) {}
}
