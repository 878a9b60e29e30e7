package io.hooklane.servers;

import com.github.dockerjava.api.DockerClient;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.testcontainers.containers.GenericContainer;

/** A server in a container of Testcontainers, with a host port that stays when it is restarted. */
final class ContainerServer implements Server {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int STOP_SECONDS = 30;
  private static final Duration POLL = Duration.ofMillis(100);

  private final GenericContainer<?> container;
  private final BooleanSupplier answers;

  ContainerServer(GenericContainer<?> container, BooleanSupplier answers) {
    this.container = container;
    this.answers = answers;
  }

  @Override
  public void start() {
    if (container.getContainerId() == null) {
      container.start();
    } else if (!container.isRunning()) {
      docker().startContainerCmd(container.getContainerId()).exec();
    }
    awaitAnswer();
  }

  @Override
  public void stop() {
    docker().stopContainerCmd(container.getContainerId()).withTimeout(STOP_SECONDS).exec();
  }

  @Override
  public void kill() {
    docker().killContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void pause() {
    docker().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void resume() {
    docker().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void close() {
    container.stop();
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }

  private void awaitAnswer() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!answers.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new ServerException(
            container.getDockerImageName() + " does not answer:\n" + container.getLogs());
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServerException("Interrupted while a container started", e);
      }
    }
  }
}
