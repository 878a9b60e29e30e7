package io.hooklane.standalone;

import io.hooklane.standalone.installation.DataDirectory;
import io.hooklane.standalone.installation.Secrets;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the supervisor as a process of its own and waits until the product is ready. */
final class DetachedStart {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final String READY = "Stop with Ctrl-C or ./hooklane down";

  /** Set for the supervisor whose words go to a log, where no key may stand. */
  private static final String DETACHED = "hooklane.detached";

  private DetachedStart() {}

  /** Whether this process is a supervisor that was started in the background. */
  static boolean isItsSupervisor() {
    return Boolean.getBoolean(DETACHED);
  }

  /**
   * Passes on what the supervisor says until it is ready.
   *
   * @throws CommandException when it ends before that; what it said has been passed on
   */
  static void run(DataDirectory directory, List<String> arguments, PrintWriter out) {
    Path log = directory.standaloneLog();
    try {
      Files.deleteIfExists(directory.standaloneFile());
      Process supervisor =
          new ProcessBuilder(command(arguments))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      passOn(directory, supervisor, out);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not start in the background", e);
    }
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    // It stays when the terminal goes.
    command.add("nohup");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-D" + DETACHED + "=true");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(HooklaneCommand.class.getName());
    arguments.stream().filter(argument -> !argument.equals("--detach")).forEach(command::add);
    return command;
  }

  private static void passOn(DataDirectory directory, Process supervisor, PrintWriter out)
      throws IOException {
    Path log = directory.standaloneLog();
    StringBuilder said = new StringBuilder();
    int printed = 0;
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      while (said.indexOf(READY) < 0 || said.charAt(said.length() - 1) != '\n') {
        boolean ended = awaitEnd(supervisor);
        byte[] news = new byte[(int) (file.length() - file.getFilePointer())];
        file.readFully(news);
        String text = new String(news, StandardCharsets.UTF_8);
        said.append(text);
        int line = ended ? said.length() : said.lastIndexOf("\n") + 1;
        out.print(withKeys(said.substring(printed, line), directory));
        out.flush();
        printed = line;
        if (ended) {
          throw new CommandException("It did not start; all that it said is in " + log);
        }
      }
    }
  }

  private static String withKeys(String text, DataDirectory directory) {
    if (!text.contains(Welcome.LIVE_KEY) && !text.contains(Welcome.TEST_KEY)) {
      return text;
    }
    Secrets secrets = Secrets.ensure(directory.secrets());
    return text.replace(Welcome.LIVE_KEY, secrets.liveKey())
        .replace(Welcome.TEST_KEY, secrets.testKey());
  }

  private static boolean awaitEnd(Process supervisor) {
    try {
      return supervisor.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
