package io.hooklane.topics;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;

/**
 * What a service makes of the configuration log. Called by one thread, in the log's order, from the
 * log's beginning at every start; a state that did not change may come again.
 */
public interface ConfigurationListener {

  /** This is the present state of that thing. */
  void changed(Configuration configuration);

  /** That thing is gone; it may never have been there. */
  void removed(ConfigurationKey key);
}
