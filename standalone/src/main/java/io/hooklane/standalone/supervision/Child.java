package io.hooklane.standalone.supervision;

import java.nio.file.Path;
import java.util.Optional;

/** A process that the supervisor keeps alive. */
public interface Child {

  /** Its name in progress lines, in {@code standalone.json} and of its log. */
  String name();

  /**
   * Starts it and returns when it is ready.
   *
   * @throws ChildException when it ends before that or takes too long
   */
  void start();

  /** Ends it gracefully, by force after its time, and returns when it has ended. */
  void stop();

  /** The process while one runs, ready or not. */
  Optional<ProcessHandle> process();

  /** Where it writes. */
  Path log();
}
