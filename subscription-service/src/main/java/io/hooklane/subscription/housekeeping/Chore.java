package io.hooklane.subscription.housekeeping;

/** Something to be done now and then, a bounded piece at a time. */
public interface Chore {

  /** What it is called in the log. */
  String name();

  /**
   * Does a piece of it, in transactions of its own.
   *
   * @return whether there is more to do at once
   */
  boolean doSome();
}
