package io.hooklane.dispatcher.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many deliveries are taken in hand at once. */
@ConfigMapping(prefix = "hooklane.intake")
public interface IntakeConfig {

  /**
   * Deliveries in hand that will soon be sent, above which no more are taken. Those of lanes that
   * are full, and those that wait for their moment, do not count.
   */
  @WithDefault("2048")
  int flowing();

  /** All deliveries in hand, above which no more are taken. */
  @WithDefault("16384")
  int held();

  /** Bytes of deliveries in hand, above which no more are taken. */
  @WithDefault("67108864")
  long heldBytes();

  /** Deliveries of ordered endpoints in hand, above which no more of those are taken. */
  @WithDefault("8192")
  int orderedHeld();

  /** Bytes of deliveries of ordered endpoints in hand, above which no more of those are taken. */
  @WithDefault("33554432")
  long orderedHeldBytes();

  /** Due deliveries that wait for their moment, above which no more of those are taken. */
  @WithDefault("8192")
  int early();

  /**
   * How far the newest offset in hand may be from the oldest unfinished one, in one partition,
   * before the partition pauses. What is finished beyond the oldest is remembered with the
   * committed offset, so a wide span costs no duplicates; it must hold what a partition delivers at
   * full speed while one delivery waits in its lane (5 s) and takes as long as it may (15 s).
   */
  @WithDefault("64000")
  int span();

  /** How often finished offsets are committed, at most. */
  @WithDefault("50ms")
  Duration commitInterval();

  /** How long a rebalance waits for attempts under way. */
  @WithDefault("5s")
  Duration rebalanceDrain();

  /** How long the end of the process waits for attempts under way. */
  @WithDefault("20s")
  Duration shutdownDrain();

  /** After how long without a sign of life the intake counts as stuck. */
  @WithDefault("60s")
  Duration stuckAfter();
}
