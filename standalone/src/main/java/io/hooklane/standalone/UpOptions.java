package io.hooklane.standalone;

import io.hooklane.servers.Ports;
import io.hooklane.standalone.installation.DataDirectory;
import io.hooklane.standalone.service.Surroundings.Database;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code up} was asked for.
 *
 * @param home the source tree with the built services
 * @param port of the front door; 0 for any that is free
 * @param kafka bootstrap servers of a Kafka of the user's
 * @param database a PostgreSQL of the user's
 */
record UpOptions(
    Path home,
    DataDirectory directory,
    int port,
    Optional<String> kafka,
    Optional<Database> database) {

  UpOptions {
    if (port < 0 || port > 65_535) {
      throw new CommandException("Not a TCP port: " + port);
    }
    port = port == 0 ? Ports.anyFree() : port;
  }
}
