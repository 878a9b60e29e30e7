package io.hooklane.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only its owner can read, and that is there whole or not at all. */
public final class SecretFile {

  private SecretFile() {}

  /** Writes or replaces it. */
  public static void write(Path file, String content) {
    Path absolute = file.toAbsolutePath();
    Path folder = Directories.create(absolute.resolveSibling(""));
    try {
      Path partial =
          Files.createTempFile(
              folder,
              ".",
              ".partial",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(partial, content);
      Files.move(
          partial, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ServerException("Could not write " + absolute, e);
    }
  }
}
