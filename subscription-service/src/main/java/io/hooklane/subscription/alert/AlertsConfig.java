package io.hooklane.subscription.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who is told by e-mail of what Hooklane did by itself. The SMTP server is given with {@code
 * quarkus.mailer.*}.
 */
@ConfigMapping(prefix = "hooklane.alerts")
public interface AlertsConfig {

  /** Their addresses; without any, nothing is sent. */
  Optional<List<String>> recipients();

  /** The sender's address; must be given with recipients. */
  Optional<String> from();

  /** How long the SMTP server has for one e-mail. */
  @WithDefault("30s")
  Duration timeout();

  /** How often an e-mail is tried before it is given up, 1 or more. */
  @WithDefault("20")
  @Min(1)
  int mostTries();

  /** The wait after a first failure; each further one doubles it, up to an hour. */
  @WithDefault("30s")
  Duration retryPause();
}
