package io.hooklane.standalone.supervision;

import com.fasterxml.jackson.core.type.TypeReference;
import io.hooklane.standalone.installation.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The processes that run for a data directory, written down so that a later command finds them. */
public final class Leftovers {

  /** The name under which the supervisor itself is written down. */
  public static final String SUPERVISOR = "supervisor";

  private final Path file;
  private final Duration patience;

  /**
   * @param patience how long a process may take to end before it is killed
   */
  public Leftovers(Path file, Duration patience) {
    this.file = file;
    this.patience = patience;
  }

  /** Writes them down, in the order in which they should be ended. */
  public void write(List<ProcessRecord> processes) {
    JsonFile.write(file, processes);
  }

  /** Forgets them all. */
  public void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The supervisor, if it runs. */
  public Optional<ProcessHandle> supervisor() {
    return read().stream()
        .filter(process -> process.name().equals(SUPERVISOR))
        .flatMap(process -> process.find().stream())
        .findFirst();
  }

  /** Ends what an earlier supervisor left behind when it was killed, and says so. */
  public void end(Consumer<String> say) {
    for (ProcessRecord process : read()) {
      process
          .find()
          .ifPresent(
              handle -> {
                say.accept(
                    "%-13s still runs from before (process %d), ending it"
                        .formatted(process.name(), process.pid()));
                handle.destroy();
                if (!ends(handle)) {
                  handle.destroyForcibly();
                  ends(handle);
                }
              });
    }
    clear();
  }

  private boolean ends(ProcessHandle handle) {
    try {
      handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private List<ProcessRecord> read() {
    return JsonFile.read(file, new TypeReference<List<ProcessRecord>>() {}).orElse(List.of());
  }
}
