package io.hooklane.servers;

/**
 * A server that this process starts, and can take away again as tests of outages need it. The data
 * outlives {@link #stop}, {@link #kill} and the next {@link #start}; address and port stay.
 */
public interface Server extends AutoCloseable {

  /**
   * Starts it and returns when it serves.
   *
   * @throws ServerException when it does not come up, with the end of its log
   */
  void start();

  /** Ends it gracefully and waits for that. Does nothing when it is not running. */
  void stop();

  /** Ends it at once, as a crash would. */
  void kill();

  /** Freezes it: connections stay open and nothing answers. */
  void pause();

  /** Goes on after {@link #pause}. */
  void resume();

  /** Stops it, and deletes its data if that was temporary. */
  @Override
  void close();
}
