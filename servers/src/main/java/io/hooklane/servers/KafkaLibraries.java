package io.hooklane.servers;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the jars of the Kafka broker lie. They are of another version than the services' client and
 * so never on anybody's class path.
 */
final class KafkaLibraries {

  /** The system property that names the directory when the build is not around. */
  static final String PROPERTY = "hooklane.kafka.libraries";

  private static final Path IN_THE_BUILD = Path.of("servers", "kafka-broker", "target", "libs");

  private KafkaLibraries() {}

  /**
   * The directory of jars.
   *
   * @throws ServerException when the broker's module was not built
   */
  static Path directory() {
    String property = System.getProperty(PROPERTY);
    if (property != null) {
      return Path.of(property).toAbsolutePath();
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path libraries = folder.resolve(IN_THE_BUILD);
      if (Files.exists(folder.resolve("mvnw")) && Files.isDirectory(libraries)) {
        return libraries;
      }
    }
    throw new ServerException(
        "The Kafka broker's jars are missing: run ./mvnw -pl servers/kafka-broker package, or set"
            + " the system property "
            + PROPERTY);
  }
}
