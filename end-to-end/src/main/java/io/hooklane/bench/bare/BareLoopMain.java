package io.hooklane.bench.bare;

import io.hooklane.bench.ChildJvm;

/** The bare loop's process. It runs until the benchmark has ended. */
public final class BareLoopMain {

  private BareLoopMain() {}

  /**
   * Starts it.
   *
   * @param arguments bootstrap servers, topic, the receiver's port, requests in flight
   */
  public static void main(String[] arguments) {
    BareLoop loop =
        new BareLoop(
            arguments[0],
            arguments[1],
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]));
    Thread thread = new Thread(loop::run, "bare-loop");
    thread.setDaemon(true);
    thread.start();
    ChildJvm.ready(Integer.parseInt(arguments[2]));
  }
}
