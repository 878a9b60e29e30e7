package io.hooklane.standalone;

import io.hooklane.standalone.installation.DataDirectory;
import io.hooklane.standalone.service.Surroundings.Database;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hooklane up}: starts everything and keeps it running until it is told to stop. */
@Command(
    name = "up",
    description = "Starts PostgreSQL, Kafka, the services and the gateway.",
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".hooklane",
      description = "Where data, keys and logs are kept (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".hooklane");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Of API and console on 127.0.0.1, 0 for any (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(names = "--detach", description = "Return when it is ready and leave it running.")
  private boolean detach;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:HOOKLANE_KAFKA}",
      description = "A Kafka that runs already, also as HOOKLANE_KAFKA.")
  private @Nullable String kafka;

  @Option(
      names = "--postgres",
      paramLabel = "JDBC-URL",
      defaultValue = "${env:HOOKLANE_POSTGRES}",
      description =
          "A PostgreSQL that runs already, also as HOOKLANE_POSTGRES; user and password as"
              + " HOOKLANE_POSTGRES_USER and HOOKLANE_POSTGRES_PASSWORD.")
  private @Nullable String postgres;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DataDirectory directory = DataDirectory.at(data);
    if (detach) {
      DetachedStart.run(directory, spec.commandLine().getParseResult().originalArgs(), out);
      return 0;
    }
    UpOptions options =
        new UpOptions(
            HooklaneCommand.home(),
            directory,
            port,
            Optional.ofNullable(kafka),
            Optional.ofNullable(postgres).map(UpCommand::external));
    new Standalone(options, line -> say(out, line)).run();
    return 0;
  }

  private static synchronized void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private static Database external(String jdbcUrl) {
    return new Database(
        jdbcUrl,
        environment("HOOKLANE_POSTGRES_USER", "hooklane"),
        environment("HOOKLANE_POSTGRES_PASSWORD", ""));
  }

  private static String environment(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null ? otherwise : value;
  }
}
