package io.hooklane.standalone.service;

import io.hooklane.standalone.CommandException;
import io.hooklane.standalone.installation.DataDirectory;
import io.hooklane.standalone.supervision.ServiceLaunch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the launch of each service from the built applications of this source tree. */
public final class ServiceLaunches {

  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final Path home;
  private final DataDirectory directory;
  private final Map<String, String> usersEnvironment;

  /**
   * @param home the source tree
   * @param usersEnvironment the variables with which the command was called
   */
  public ServiceLaunches(Path home, DataDirectory directory, Map<String, String> usersEnvironment) {
    this.home = home;
    this.directory = directory;
    this.usersEnvironment = Map.copyOf(usersEnvironment);
  }

  /**
   * How the service is run.
   *
   * @throws CommandException when it was not built
   */
  public ServiceLaunch of(Service service, Surroundings surroundings) {
    Path jar = service.jar(home);
    if (!Files.exists(jar)) {
      throw new CommandException(jar + " is missing: run ./mvnw -DskipTests package");
    }
    Path log = directory.logs().resolve(service.label() + ".log");
    return new ServiceLaunch(
        service.label(),
        command(service, jar),
        ServiceEnvironment.of(service, surroundings, log, usersEnvironment),
        surroundings.url(service),
        log,
        directory.logs().resolve(service.label() + ".out"),
        START_LIMIT,
        service.stopLimit());
  }

  private static List<String> command(Service service, Path jar) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + service.heapMegabytes() + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.add("-jar");
    command.add(jar.toString());
    return command;
  }
}
