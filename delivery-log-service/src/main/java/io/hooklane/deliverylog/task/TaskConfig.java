package io.hooklane.deliverylog.task;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How background tasks resend. */
@ConfigMapping(prefix = "hooklane.tasks")
public interface TaskConfig {

  /** Deliveries per second that one task writes at most, 1 or more. */
  @WithDefault("500")
  int rate();

  /** How many tasks work at the same time in one process, 1 or more; the others wait their turn. */
  @WithDefault("4")
  int atOnce();

  /** How many tasks of one application may be running, 1 or more. */
  @WithDefault("5")
  int perApplication();

  /** How many deliveries a task writes between two looks whether it is canceled, 1 or more. */
  @WithDefault("200")
  int pageRows();

  /** How many bytes of bodies it holds at most, unless one alone has more. */
  @WithDefault("8M")
  MemorySize pageBytes();

  /** How long a task works before one that waits gets its turn. */
  @WithDefault("5s")
  Duration turn();

  /** After this time without a sign of life, another process goes on with a task; 3 s or more. */
  @WithDefault("10s")
  Duration lease();

  /** How long a task that has ended is shown. */
  @WithDefault("P7D")
  Duration kept();
}
