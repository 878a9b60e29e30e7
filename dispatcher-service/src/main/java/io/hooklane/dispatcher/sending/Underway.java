package io.hooklane.dispatcher.sending;

/** An attempt under way. For the event loop that it was begun on. */
public interface Underway {

  /**
   * Ends it now, as failed: nothing more is sent, and an answer that comes later counts for
   * nothing. Without effect when it has ended.
   */
  void giveUp();
}
