package io.hooklane.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the standalone; {@code ./hooklane} calls it. */
@Command(
    name = "hooklane",
    description = "Runs Hooklane on one machine.",
    mixinStandardHelpOptions = true,
    subcommands = {UpCommand.class, DownCommand.class, MasterKeyCommand.class})
public final class HooklaneCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs the command of the arguments; the exit code is 0 when it did what it says. */
  public static void main(String[] arguments) {
    int code = line().execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** What parses arguments and runs commands. */
  static CommandLine line() {
    CommandLine commandLine = new CommandLine(new HooklaneCommand());
    commandLine.setExecutionExceptionHandler(
        (exception, called, parsed) -> {
          if (exception instanceof RuntimeException && exception.getMessage() != null) {
            called.getErr().println("hooklane: " + exception.getMessage().stripTrailing());
            called.getErr().flush();
            return 1;
          }
          throw exception;
        });
    return commandLine;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: up, down or master-key");
  }

  /** The source tree that holds the built services. */
  static Path home() {
    Path start = Path.of(System.getProperty("hooklane.home", "")).toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("mvnw")) && Files.exists(folder.resolve("standalone"))) {
        return folder;
      }
    }
    throw new CommandException("Hooklane's source tree is not around " + start);
  }
}
