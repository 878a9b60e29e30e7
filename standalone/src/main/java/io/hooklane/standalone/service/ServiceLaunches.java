package io.hooklane.standalone.service;

import io.hooklane.standalone.installation.DataDirectory;
import io.hooklane.standalone.supervision.ServiceLaunch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the launch of each service from the built applications of this source tree. */
public final class ServiceLaunches {

  /** Set by the build, which runs the product once so that it starts faster from then on. */
  private static final String RECORD_START = "HOOKLANE_RECORD_START";

  /** Half as much for each object to say what it is (JEP 519): less memory, less to collect. */
  private static final boolean COMPACT_HEADERS = Runtime.version().feature() >= 25;

  private static final Duration START_LIMIT = Duration.ofSeconds(240);
  private static final Duration RECORD_LIMIT = Duration.ofSeconds(120);

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
   * @throws io.hooklane.standalone.CommandException when it was not built
   */
  public ServiceLaunch of(Service service, Surroundings surroundings) {
    Path log = directory.logs().resolve(service.label() + ".log");
    return new ServiceLaunch(
        service.label(),
        command(service),
        ServiceEnvironment.of(service, surroundings, log, usersEnvironment),
        surroundings.managementUrl(service),
        log,
        directory.logs().resolve(service.label() + ".out"),
        START_LIMIT,
        recordsStart() ? RECORD_LIMIT : service.stopLimit());
  }

  private boolean recordsStart() {
    return "1".equals(usersEnvironment.get(RECORD_START));
  }

  private List<String> command(Service service) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + service.heapMegabytes() + "m");
    command.addAll(service.memoryArguments());
    command.add("-XX:+UseSerialGC");
    if (COMPACT_HEADERS) {
      command.add("-XX:+UseCompactObjectHeaders");
    }
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.addAll(new BuiltService(service.target(home)).arguments(recordsStart()));
    return command;
  }
}
