package io.hooklane.bench.receiver;

import io.hooklane.bench.ChildJvm;
import java.time.Clock;
import java.util.Random;

/** The receiver's process. It says its ports and runs until the benchmark has ended. */
public final class ReceiverMain {

  private ReceiverMain() {}

  /** Starts it. */
  public static void main(String[] arguments) {
    Receiver receiver = Receiver.open(new Judge(new Random(42), Clock.systemUTC()));
    Thread loop = new Thread(receiver, "receiver");
    loop.setDaemon(true);
    loop.start();
    ChildJvm.ready(receiver.port(), ReceiverControl.open(receiver));
  }
}
