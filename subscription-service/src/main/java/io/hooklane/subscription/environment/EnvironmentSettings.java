package io.hooklane.subscription.environment;

import io.hooklane.contracts.configuration.Configuration.EnvironmentKind;
import io.hooklane.subscription.attribute.RetrySchedule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can set of an environment.
 *
 * @param httpsOnly whether endpoints must have https URLs
 * @param refuseDuplicateUrls whether endpoints of one application must have different URLs
 * @param coolOff how long a new endpoint is pending, up to 7 days
 * @param retrySchedule of endpoints without one of their own; null for the default
 * @param retention how long deliveries are kept, 1 to 400 days; null for the default
 * @param publicCatalog whether anybody may read its event catalog
 * @param searchAttributes what messages are found by in the delivery log
 */
public record EnvironmentSettings(
    boolean httpsOnly,
    boolean refuseDuplicateUrls,
    Duration coolOff,
    @Nullable RetrySchedule retrySchedule,
    @Nullable Duration retention,
    boolean publicCatalog,
    SearchAttributes searchAttributes) {

  private static final Duration LONGEST_COOL_OFF = Duration.ofDays(7);
  private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);
  private static final Duration LONGEST_RETENTION = Duration.ofDays(400);

  public EnvironmentSettings {
    requireCoolOff(coolOff);
    if (retention != null) {
      requireRetention(retention);
    }
  }

  /** What a new environment has. */
  public static EnvironmentSettings defaultsOf(EnvironmentKind kind) {
    return new EnvironmentSettings(
        kind == EnvironmentKind.LIVE,
        false,
        Duration.ZERO,
        null,
        null,
        false,
        SearchAttributes.NONE);
  }

  static Duration requireCoolOff(Duration coolOff) {
    if (coolOff.isNegative() || coolOff.compareTo(LONGEST_COOL_OFF) > 0) {
      throw new IllegalArgumentException("Give a duration from PT0S to P7D");
    }
    return coolOff;
  }

  static Duration requireRetention(Duration retention) {
    if (retention.compareTo(SHORTEST_RETENTION) < 0 || retention.compareTo(LONGEST_RETENTION) > 0) {
      throw new IllegalArgumentException("Give a duration from PT24H to P400D");
    }
    return retention;
  }
}
