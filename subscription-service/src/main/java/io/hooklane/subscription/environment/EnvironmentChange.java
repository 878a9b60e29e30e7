package io.hooklane.subscription.environment;

/** What can be changed of an environment. */
record EnvironmentChange(String name, boolean webhooksEnabled, EnvironmentSettings settings) {

  /** As it is. */
  static EnvironmentChange none(Environment present) {
    return new EnvironmentChange(present.name(), present.webhooksEnabled(), present.settings());
  }
}
