package io.hooklane.standalone.supervision;

import io.hooklane.servers.Server;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Kafka or PostgreSQL under the supervisor. */
public final class ServerChild implements Child {

  private final String name;
  private final Server server;
  private final Supplier<Optional<ProcessHandle>> process;
  private final Path log;
  private final Runnable changed;

  /**
   * @param changed is called when there is another process than before
   */
  public ServerChild(
      String name,
      Server server,
      Supplier<Optional<ProcessHandle>> process,
      Path log,
      Runnable changed) {
    this.name = name;
    this.server = server;
    this.process = process;
    this.log = log;
    this.changed = changed;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    server.start();
    changed.run();
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public Optional<ProcessHandle> process() {
    return process.get();
  }

  @Override
  public Path log() {
    return log;
  }
}
