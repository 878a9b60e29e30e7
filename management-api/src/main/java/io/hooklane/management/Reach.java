package io.hooklane.management;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a caller's key reaches: over an environment, or over one application of it. Whoever looks
 * an application up asks here, so that no operation can forget to.
 *
 * @param onlyApplication null for all of the environment's
 */
public record Reach(EnvironmentId environment, @Nullable ApplicationId onlyApplication) {

  /** All of an environment. */
  public static Reach over(EnvironmentId environment) {
    return new Reach(environment, null);
  }

  /** Whether it covers this application of its environment. */
  public boolean covers(ApplicationId application) {
    return onlyApplication == null || Objects.equals(onlyApplication, application);
  }
}
