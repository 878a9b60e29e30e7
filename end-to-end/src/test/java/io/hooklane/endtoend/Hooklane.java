package io.hooklane.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The running product and what tests need around it: a receiver, producers, applications. It is
 * started once per run; with {@code HOOKLANE_E2E_STANDALONE} naming the {@code standalone.json} of
 * one that runs already, that one is used and left running. Tests of several threads share it.
 */
final class Hooklane implements AutoCloseable {

  private final Launcher launcher;
  private final boolean started;
  private final Receiver receiver = Receiver.open();
  private final Mailbox mailbox;
  private final Set<String> registered = new HashSet<>();
  private volatile Standalone standalone;
  private @Nullable Events events;

  private Hooklane(Launcher launcher, Mailbox mailbox, boolean started) {
    this.launcher = launcher;
    this.mailbox = mailbox;
    this.started = started;
    this.standalone = Standalone.read(launcher.standaloneFile());
  }

  /** Starts it, or finds the one that runs already. */
  static Hooklane forThisRun() {
    String running = System.getenv("HOOKLANE_E2E_STANDALONE");
    Mailbox mailbox = Mailbox.open();
    if (running == null) {
      Launcher launcher = Launcher.fresh(mailbox.environment());
      long began = System.nanoTime();
      launcher.up();
      System.out.printf(
          "hooklane up: ready after %d ms%n",
          Duration.ofNanos(System.nanoTime() - began).toMillis());
      return new Hooklane(launcher, mailbox, true).withHttpReceivers();
    }
    Path file = Path.of(running).toAbsolutePath();
    Path directory = file.getParent();
    if (directory == null) {
      throw new IllegalArgumentException("Not the standalone.json of a data directory: " + file);
    }
    Launcher launcher =
        new Launcher(directory, Standalone.read(file).apiUrl().getPort(), mailbox.environment());
    return new Hooklane(launcher, mailbox, false).withHttpReceivers();
  }

  /** Receivers of tests speak http, which the live environment does not allow by itself. */
  private Hooklane withHttpReceivers() {
    operator()
        .patch("/api/v1/environment/live", Json.object("settings", Json.object("httpsOnly", false)))
        .expect(200);
    return this;
  }

  /** The API with the live environment's key. */
  Api live() {
    return new Api(standalone.apiUrl(), standalone.liveKey());
  }

  /** The API with the test environment's key. */
  Api test() {
    return new Api(standalone.apiUrl(), standalone.testKey());
  }

  /** The API with the operator's key, which opens no environment. */
  Api operator() {
    return new Api(standalone.apiUrl(), standalone.all().path("operatorKey").asText());
  }

  /** The API with a key of one's own choice. */
  Api with(@Nullable String key) {
    return new Api(standalone.apiUrl(), key);
  }

  /** A new application of the live environment. */
  Application anApplication() {
    return Application.create(this, live());
  }

  /** Where endpoints of tests live. */
  Receiver receiver() {
    return receiver;
  }

  /** What scripts in other languages are told of it: a new environment, and a receiver. */
  Map<String, String> forScripts() {
    return Map.of(
        "HOOKLANE_URL", standalone().apiUrl().toString(),
        "HOOKLANE_KEY", new Keys(this).ofAnEnvironmentOfItsOwn(),
        "HOOKLANE_RECEIVER", receiver.inbox().url());
  }

  /** Where e-mails of a product that was started by this run go. */
  Mailbox mailbox() {
    return mailbox;
  }

  /** Publishes on Kafka, as a company's services do. */
  synchronized Events events() {
    Events open = events;
    if (open == null) {
      open = new Events(standalone.kafkaBootstrap());
      events = open;
    }
    return open;
  }

  /** Makes sure that the live catalog has these event types; groups need none. */
  synchronized void registers(Iterable<String> eventTypes) {
    for (String type : eventTypes) {
      if (!type.contains("*") && !type.contains("|") && registered.add(type)) {
        Answer answer =
            live()
                .post(
                    "/api/v1/event-type",
                    Json.object("name", type, "description", "Registered by an end-to-end test"));
        if (answer.status() != 409) {
          answer.expect(201);
        }
      }
    }
  }

  /** The addresses as they are now; a restart may change them. */
  Standalone standalone() {
    standalone = Standalone.read(launcher.standaloneFile());
    return standalone;
  }

  /** What the product and its services have logged. */
  String logs() {
    return launcher.logs();
  }

  /** Edits the keyset that secrets are sealed with, and gives what the command printed. */
  String masterKey(String command, String... options) {
    return launcher.masterKey(command, options);
  }

  /** The keyset that secrets are sealed with. */
  Path masterKeyFile() {
    return launcher.masterKeyFile();
  }

  /** Stops the product in order. */
  void down() {
    closeEvents();
    launcher.down();
  }

  /** Starts the product again on the same data. */
  void up() {
    launcher.up();
    standalone();
  }

  @Override
  public void close() {
    closeEvents();
    receiver.close();
    mailbox.close();
    if (started) {
      launcher.down();
    }
  }

  private synchronized void closeEvents() {
    if (events != null) {
      events.close();
      events = null;
    }
  }

  /** What {@code standalone.json} says. */
  record Standalone(
      URI apiUrl, String kafkaBootstrap, String liveKey, String testKey, JsonNode all) {

    static Standalone read(Path file) {
      try {
        JsonNode all = Json.MAPPER.readTree(file.toFile());
        return new Standalone(
            URI.create(all.path("apiUrl").asText()),
            all.path("kafkaBootstrap").asText(),
            all.path("liveKey").asText(),
            all.path("testKey").asText(),
            all);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The process of this name. */
    ServiceProcess process(String name) {
      JsonNode process = all.path("processes").path(name);
      if (process.isMissingNode()) {
        throw new IllegalStateException("No process " + name + " in " + all.path("processes"));
      }
      return new ServiceProcess(
          process.path("pid").asLong(), process.path("managementUrl").asText());
    }
  }

  /** One of the product's processes. */
  record ServiceProcess(long pid, String managementUrl) {

    /** Ends it at once, as {@code kill -9} does. */
    void kill() {
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    /** Sends it a signal, such as {@code STOP}. */
    void signal(String name) {
      if (!signal(name, pid)) {
        throw new IllegalStateException("kill -" + name + " was refused");
      }
    }

    /** Stops it and its children while something else is done. */
    void stoppedDuring(Runnable meanwhile) {
      signal("STOP");
      List<Long> children =
          ProcessHandle.of(pid).orElseThrow().descendants().map(ProcessHandle::pid).toList();
      try {
        children.forEach(child -> signal("STOP", child));
        meanwhile.run();
      } finally {
        children.forEach(child -> signal("CONT", child));
        signal("CONT");
      }
    }

    /** A child may have ended meanwhile. */
    private static boolean signal(String name, long pid) {
      try {
        return new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor() == 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /** Whether it says that it is ready. */
    boolean ready() {
      try {
        return new Api(URI.create(managementUrl), null).get("/q/health/ready").status() == 200;
      } catch (UncheckedIOException e) {
        return false;
      }
    }

    /** Its metrics, in Prometheus' text format. */
    String metrics() {
      return new Api(URI.create(managementUrl), null).get("/q/metrics").expect(200).text();
    }
  }
}
