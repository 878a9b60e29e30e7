package io.hooklane.subscription.environment;

/** What can be changed of an environment. */
record EnvironmentChange(String name, boolean webhooksEnabled, EnvironmentSettings settings) {}
