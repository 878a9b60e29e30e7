package io.hooklane.deliverylog.recording;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How records are gathered into batches and written. */
@ConfigMapping(prefix = "hooklane.recording")
public interface RecordingConfig {

  /**
   * When so many records have come, a batch is written at once. Five times as many may wait for
   * those of other partitions, while more stands in the topics than was fetched.
   */
  @WithDefault("12000")
  int maxRecords();

  /** The same in bytes of headers and bodies. */
  @WithDefault("16777216")
  long maxBytes();

  /**
   * How long the first record of a batch waits for others. A delivery and its first attempt are
   * mostly that near to each other, and so become one row written once.
   */
  @WithDefault("150ms")
  Duration linger();

  /**
   * Into how many parts a large batch is divided; each is written by two transactions, all of them
   * beside each other. Each has a connection and so a process of PostgreSQL's: on a machine that is
   * busy, one alone would not get its share.
   */
  @WithDefault("6")
  @Min(1)
  @Max(8)
  int writers();

  /** The wait after a first failure to write; it doubles with each further one. */
  @WithDefault("200ms")
  Duration firstBackoff();

  /** The longest wait between two tries to write. */
  @WithDefault("5s")
  Duration longestBackoff();

  /** How long a question for something unknown waits for what is on its way. */
  @WithDefault("2s")
  Duration answerWait();
}
