package io.hooklane.standalone;

import io.hooklane.servers.Ports;
import io.hooklane.standalone.installation.DataDirectory;
import io.hooklane.standalone.installation.DirectoryLock;
import io.hooklane.standalone.installation.PortBook;
import io.hooklane.standalone.receiver.ReceiverServer;
import io.hooklane.standalone.supervision.Backoff;
import io.hooklane.standalone.supervision.Leftovers;
import io.hooklane.standalone.supervision.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** One run of the product: from the start of its servers to the end of the last process. */
final class Standalone {

  /** How long what an earlier supervisor left behind may take to end. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final UpOptions options;
  private final DataDirectory directory;
  private final Consumer<String> say;
  private final Supervisor supervisor;
  private final CountDownLatch stopped = new CountDownLatch(1);

  Standalone(UpOptions options, Consumer<String> say) {
    this.options = options;
    this.directory = options.directory();
    this.say = say;
    this.supervisor = new Supervisor(Backoff.DEFAULT, say);
  }

  /**
   * Starts everything, says what the user needs, and returns when it was told to stop.
   *
   * @throws CommandException when something is in the way; then nothing runs
   */
  void run() {
    try (DirectoryLock lock = takeLock()) {
      Leftovers leftovers = new Leftovers(directory.processesFile(), PATIENCE);
      leftovers.end(say);
      deleteStandaloneFile();
      requireFreePort();
      PortBook ports = PortBook.in(directory.portsFile());
      int receiverPort = ports.choose("receiver", options.port() + 1);
      try (ReceiverServer receiver = ReceiverServer.start(receiverPort)) {
        run(Processes.choose(options, ports, receiver.url(), supervisor, leftovers));
      }
    }
  }

  private void run(Processes processes) {
    long begin = System.nanoTime();
    Thread hook = new Thread(() -> stop(processes), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      processes.start();
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      say.accept(Welcome.text(processes.addresses(), took, !DetachedStart.isItsSupervisor()));
    } catch (RuntimeException e) {
      // Told to stop while starting, the hook is at work; otherwise it is ours to tidy up.
      if (!supervisor.isStopping()) {
        Runtime.getRuntime().removeShutdownHook(hook);
        stop(processes);
        throw e;
      }
    }
    awaitStop();
  }

  private void stop(Processes processes) {
    say.accept("Stopping");
    processes.stop();
    deleteStandaloneFile();
    say.accept("Stopped");
    stopped.countDown();
  }

  private void awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DirectoryLock takeLock() {
    return DirectoryLock.tryTake(directory.lockFile())
        .orElseThrow(
            () ->
                new CommandException(
                    "Hooklane runs already on %1$s. Stop it with: ./hooklane down --data %1$s"
                        .formatted(directory.root())));
  }

  private void requireFreePort() {
    if (!Ports.isFree(options.port())) {
      throw new CommandException(
          "Port %d is used by another process. End that, or choose another: ./hooklane up --port %d"
              .formatted(options.port(), options.port() + 10));
    }
  }

  private void deleteStandaloneFile() {
    try {
      Files.deleteIfExists(directory.standaloneFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
