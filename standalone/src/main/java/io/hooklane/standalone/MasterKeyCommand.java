package io.hooklane.standalone;

import io.hooklane.sealing.Keyset;
import io.hooklane.servers.SecretFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code hooklane master-key}: makes the key that secrets are sealed with, and rotates it. The file
 * is its owner's only; what is printed is never secret.
 */
@Command(
    name = "master-key",
    description = "Makes the key that secrets are sealed with, and rotates it.",
    mixinStandardHelpOptions = true)
public final class MasterKeyCommand implements Runnable {

  private static final String FILE = "--file";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: create, add, promote, remove or list");
  }

  @Command(description = "Makes a file with one key.", mixinStandardHelpOptions = true)
  void create(@Option(names = FILE, required = true) Path file) {
    if (Files.exists(file)) {
      throw new CommandException(
          "%1$s is there already; to rotate its key: ./hooklane master-key add --file %1$s"
              .formatted(file));
    }
    Keyset keyset = Keyset.create();
    SecretFile.write(file, keyset.json());
    say(
        "Made %s with key %d. Keep a copy in a safe place: without it, what it sealed is lost."
            .formatted(file, keyset.primary()));
  }

  @Command(
      description = "Adds a new key, which opens but does not seal yet.",
      mixinStandardHelpOptions = true)
  void add(@Option(names = FILE, required = true) Path file) {
    Keyset keyset = read(file).withNewKey();
    SecretFile.write(file, keyset.json());
    say(
        ("Added key %d. Give the file to all subscription and dispatcher services and restart "
                + "them; then: ./hooklane master-key promote --file %s")
            .formatted(keyset.keys().getLast().id(), file));
  }

  @Command(
      description = "Makes a key the one that seals: the newest unless told otherwise.",
      mixinStandardHelpOptions = true)
  void promote(
      @Option(names = FILE, required = true) Path file,
      @Option(names = "--key", paramLabel = "ID") @Nullable Long id) {
    Keyset keyset = read(file);
    long chosen = id == null ? keyset.keys().getLast().id() : id;
    SecretFile.write(file, edited(() -> keyset.promoted(chosen)).json());
    say(
        ("Key %d seals from now on. Give the file to all subscription and dispatcher services and "
                + "restart them; what is sealed under other keys is then sealed anew.")
            .formatted(chosen));
  }

  @Command(
      description = "Removes a key; what is still sealed under it is lost.",
      mixinStandardHelpOptions = true)
  void remove(
      @Option(names = FILE, required = true) Path file,
      @Option(names = "--key", paramLabel = "ID", required = true) long id) {
    Keyset keyset = read(file);
    SecretFile.write(file, edited(() -> keyset.without(id)).json());
    say("Removed key %d".formatted(id));
  }

  @Command(description = "Lists the keys' ids, oldest first.", mixinStandardHelpOptions = true)
  void list(@Option(names = FILE, required = true) Path file) {
    for (Keyset.Key key : read(file).keys()) {
      say(key.primary() ? key.id() + " primary" : Long.toString(key.id()));
    }
  }

  private static Keyset read(Path file) {
    try {
      return Keyset.parse(Files.readString(file));
    } catch (IOException e) {
      throw new CommandException(
          "%1$s cannot be read; to make it: ./hooklane master-key create --file %1$s"
              .formatted(file),
          e);
    } catch (IllegalArgumentException e) {
      throw new CommandException(file + " is " + e.getMessage());
    }
  }

  private static Keyset edited(Supplier<Keyset> edit) {
    try {
      return edit.get();
    } catch (IllegalArgumentException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
