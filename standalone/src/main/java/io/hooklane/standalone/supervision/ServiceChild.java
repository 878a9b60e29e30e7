package io.hooklane.standalone.supervision;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of Hooklane's services: a process that says over HTTP when it is ready. */
public final class ServiceChild implements Child {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(2);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(REQUEST_LIMIT)
          .build();

  private final ServiceLaunch launch;
  private final Runnable changed;
  private volatile @Nullable Process process;
  private boolean stopped;

  /**
   * @param changed is called when there is another process than before
   */
  public ServiceChild(ServiceLaunch launch, Runnable changed) {
    this.launch = launch;
    this.changed = changed;
  }

  @Override
  public String name() {
    return launch.name();
  }

  @Override
  public void start() {
    Process spawned = ensureSpawned();
    changed.run();
    awaitReady(spawned);
  }

  @Override
  public void stop() {
    Process running = last();
    if (running == null) {
      return;
    }
    running.destroy();
    if (!ends(running, launch.stopLimit())) {
      running.destroyForcibly();
      ends(running, launch.stopLimit());
    }
  }

  @Override
  public Optional<ProcessHandle> process() {
    return Optional.ofNullable(process).map(Process::toHandle);
  }

  @Override
  public Path log() {
    return launch.log();
  }

  /** Where it answers for health and metrics. */
  public URI managementUrl() {
    return launch.managementUrl();
  }

  private synchronized Process ensureSpawned() {
    if (stopped) {
      throw new ChildException(name() + " was stopped");
    }
    Process spawned = process;
    if (spawned == null || !spawned.isAlive()) {
      spawned = spawn();
      process = spawned;
    }
    return spawned;
  }

  private synchronized @Nullable Process last() {
    stopped = true;
    return process;
  }

  private Process spawn() {
    ProcessBuilder builder = new ProcessBuilder(launch.command());
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    builder.redirectErrorStream(true).redirectOutput(launch.output().toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new ChildException("Could not start " + name(), e);
    }
  }

  private void awaitReady(Process running) {
    long deadline = System.nanoTime() + launch.startLimit().toNanos();
    while (!isReady()) {
      if (ends(running, POLL)) {
        throw new ChildException(
            "%s ended with %d before it was ready:%n%s"
                .formatted(name(), running.exitValue(), lastLines()));
      }
      if (System.nanoTime() > deadline) {
        throw new ChildException(
            "%s runs but is not ready after %d s:%n%s"
                .formatted(name(), launch.startLimit().toSeconds(), lastLines()));
      }
    }
  }

  private boolean isReady() {
    return listens() && answersReady();
  }

  /** Costs little while the service is far from ready, which is most of the time. */
  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(managementUrl().getHost(), managementUrl().getPort()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean answersReady() {
    HttpRequest request =
        HttpRequest.newBuilder(managementUrl().resolve("/q/health/ready"))
            .timeout(REQUEST_LIMIT)
            .build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChildException("Interrupted while waiting for " + name(), e);
    }
  }

  private String lastLines() {
    return LogTail.of(launch.log()) + LogTail.of(launch.output());
  }

  private static boolean ends(Process running, Duration limit) {
    try {
      return running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
