package io.hooklane.standalone.installation;

import com.fasterxml.jackson.core.type.TypeReference;
import io.hooklane.servers.Ports;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;

/** The internal ports of one installation: those of the last start while they are free. */
public final class PortBook {

  private final Path file;
  private final Map<String, Integer> remembered;
  private final Map<String, Integer> chosen = new LinkedHashMap<>();
  private final IntPredicate isFree;
  private final IntSupplier anyFree;

  PortBook(Path file, IntPredicate isFree, IntSupplier anyFree) {
    this.file = file;
    this.isFree = isFree;
    this.anyFree = anyFree;
    this.remembered =
        JsonFile.read(file, new TypeReference<Map<String, Integer>>() {}).orElse(Map.of());
  }

  /** Of the installation whose ports are remembered in the file. */
  public static PortBook in(Path file) {
    return new PortBook(file, Ports::isFree, Ports::anyFree);
  }

  /** A free port: the remembered one, else the preferred one, else any. */
  public int choose(String name, int preferred) {
    Set<Integer> taken = new HashSet<>(chosen.values());
    int port = remembered.getOrDefault(name, preferred);
    if (taken.contains(port) || !isFree.test(port)) {
      port = anyFree.getAsInt();
    }
    while (taken.contains(port)) {
      port = anyFree.getAsInt();
    }
    chosen.put(name, port);
    return port;
  }

  /** A free port: the remembered one, else any. */
  public int choose(String name) {
    return choose(name, anyFree.getAsInt());
  }

  /** Remembers what was chosen for the next start. */
  public void save() {
    JsonFile.write(file, chosen);
  }
}
