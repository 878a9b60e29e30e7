package io.hooklane.standalone.supervision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A child whose process only sleeps; it notes in a list of the test's when it is stopped. */
final class SleepingChild implements Child, AutoCloseable {

  private final String name;
  private final List<String> stopped;
  private final AtomicInteger starts = new AtomicInteger();
  private final List<Integer> failingStarts = new CopyOnWriteArrayList<>();
  private volatile @Nullable Process process;

  SleepingChild(String name, List<String> stopped) {
    this.name = name;
    this.stopped = stopped;
  }

  /** Makes the start of that number, from 1, fail. */
  SleepingChild failsAtStart(int number) {
    failingStarts.add(number);
    return this;
  }

  int starts() {
    return starts.get();
  }

  void kill() {
    process().orElseThrow().destroyForcibly();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    if (failingStarts.contains(starts.incrementAndGet())) {
      throw new ChildException(name + " does not want to");
    }
    try {
      process = new ProcessBuilder("sleep", "600").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    stopped.add(name);
    close();
  }

  @Override
  public Optional<ProcessHandle> process() {
    return Optional.ofNullable(process).map(Process::toHandle);
  }

  @Override
  public Path log() {
    return Path.of(name + ".log");
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }
}
