package io.hooklane.standalone;

import io.hooklane.standalone.installation.DataDirectory;
import io.hooklane.standalone.installation.DirectoryLock;
import io.hooklane.standalone.supervision.Leftovers;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hooklane down}: stops what {@code up} started, and returns when all of it has ended. */
@Command(
    name = "down",
    description = "Stops everything that up started; the data stay.",
    mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".hooklane",
      description = "The directory given to up (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".hooklane");

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (!Files.isDirectory(data)) {
      out.println("Nothing runs on " + data + ": there is no such directory");
      return 0;
    }
    DataDirectory directory = DataDirectory.at(data);
    Leftovers leftovers = new Leftovers(directory.processesFile(), Standalone.PATIENCE);
    Optional<ProcessHandle> supervisor = leftovers.supervisor();
    if (supervisor.isPresent()) {
      stop(supervisor.get());
      out.println("Stopped");
    } else {
      endLeftovers(directory, leftovers, line -> out.println(line));
      out.println("Nothing runs on " + data);
    }
    return 0;
  }

  private static void stop(ProcessHandle supervisor) {
    supervisor.destroy();
    try {
      supervisor.onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandException(
          "Process %d still runs after %d s".formatted(supervisor.pid(), LIMIT.toSeconds()), e);
    }
  }

  private static void endLeftovers(
      DataDirectory directory, Leftovers leftovers, Consumer<String> say) {
    Optional<DirectoryLock> lock = DirectoryLock.tryTake(directory.lockFile());
    if (lock.isEmpty()) {
      throw new CommandException(
          "Hooklane is just starting on " + directory.root() + "; try again");
    }
    try (DirectoryLock held = lock.get()) {
      leftovers.end(say);
    }
  }
}
