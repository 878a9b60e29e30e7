package io.hooklane.standalone.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where one installation keeps everything. Only its owner can read it.
 *
 * @param root absolute
 */
public record DataDirectory(Path root) {

  /** Made when it is missing. */
  public static DataDirectory at(Path path) {
    Path root = path.toAbsolutePath().normalize();
    DataDirectory directory = new DataDirectory(root);
    try {
      Files.createDirectories(root);
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
      Files.createDirectories(directory.logs());
    } catch (IOException e) {
      throw new UncheckedIOException("The directory " + root + " cannot be used", e);
    }
    return directory;
  }

  /** Keys and passwords, made once. */
  public Path secrets() {
    return root.resolve("secrets");
  }

  /** One file for each process. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** PostgreSQL's data. */
  public Path postgres() {
    return root.resolve("postgres");
  }

  /** Kafka's data. */
  public Path kafka() {
    return root.resolve("kafka");
  }

  /** What is worth keeping between starts only because it makes them faster. */
  public Path cache() {
    return root.resolve("cache");
  }

  /** The addresses and keys of the running product. */
  public Path standaloneFile() {
    return root.resolve("standalone.json");
  }

  /** The processes of the running product. */
  public Path processesFile() {
    return root.resolve("processes.json");
  }

  /** The ports of the last start. */
  public Path portsFile() {
    return root.resolve("ports.json");
  }

  /** Held by the supervisor while it runs. */
  public Path lockFile() {
    return root.resolve("lock");
  }

  /** The output of a detached start. */
  public Path standaloneLog() {
    return logs().resolve("standalone.log");
  }
}
