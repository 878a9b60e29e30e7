package io.hooklane.servers;

import io.hooklane.sealing.Keyset;
import java.nio.file.Files;
import java.nio.file.Path;

/** The key that seals secrets at rest, in a file of its owner's. */
public final class MasterKey {

  private MasterKey() {}

  /** Makes a key in the file unless there is one. */
  public static Path ensure(Path file) {
    if (!Files.exists(file)) {
      SecretFile.write(file, Keyset.create().json());
    }
    return file;
  }
}
