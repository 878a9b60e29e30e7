package io.hooklane.standalone.supervision;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a service is run.
 *
 * @param environment all of it; secrets go here or into files, never into the command
 * @param log which the service writes and bounds by itself
 * @param output what the process prints beside its log, such as a crash of the virtual machine
 * @param startLimit how long it may take to be ready
 * @param stopLimit how long it may take to end before it is killed
 */
public record ServiceLaunch(
    String name,
    List<String> command,
    Map<String, String> environment,
    URI managementUrl,
    Path log,
    Path output,
    Duration startLimit,
    Duration stopLimit) {

  /** Copies what could change. */
  public ServiceLaunch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Never the environment, which holds secrets. */
  @Override
  public String toString() {
    return "ServiceLaunch[" + name + "]";
  }
}
