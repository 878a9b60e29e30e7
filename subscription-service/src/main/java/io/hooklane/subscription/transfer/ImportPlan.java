package io.hooklane.subscription.transfer;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.subscription.environment.EnvironmentSettings;

/**
 * What an import is to do, once its document is known to be right.
 *
 * @param settings those that the environment has afterwards
 * @param settingsOutcome what becomes of them
 */
record ImportPlan(
    EnvironmentId environment, EnvironmentSettings settings, SettingsOutcome settingsOutcome) {

  /** What becomes of an environment's settings. */
  enum SettingsOutcome {
    UPDATED,
    UNCHANGED,
    /** They differ, but only an operator may change them. */
    SKIPPED
  }
}
