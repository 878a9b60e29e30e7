package io.hooklane.servers;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Has what a broker appended to its log written to the disk, about each second, as long as this
 * process lives. Kafka can do that itself, but forces an index while it holds the lock that appends
 * need (ADR 38); so it is done from here, segment by segment, with no lock of the broker's. What is
 * lost of an index it makes again, and what it appends no more to it has written itself.
 */
final class LogFlush implements AutoCloseable {

  private static final Logger LOG = System.getLogger(LogFlush.class.getName());
  private static final long EVERY_MS = 1_000;
  private static final String SEGMENTS = "*.log";

  /** Of each partition; the last but one may have grown since the round before. */
  private static final int NEWEST = 2;

  private final Path data;
  private final Force force;
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("kafka-log-flush").factory());
  private Map<Path, Long> onDisk = Map.of();
  private boolean fails;

  /** Writes a file's contents to the disk. */
  @FunctionalInterface
  interface Force {

    void force(Path file) throws IOException;
  }

  /**
   * Not begun yet.
   *
   * @param data the broker's directory, with one for each partition
   */
  LogFlush(Path data) {
    this(data, LogFlush::force);
  }

  LogFlush(Path data, Force force) {
    this.data = data;
    this.force = force;
  }

  /** Begins with it, on a thread of its own. */
  void start() {
    rounds.scheduleWithFixedDelay(this::round, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Forces each segment that is longer or shorter than when it was forced last. What fails keeps no
   * other segment from it, is told once, and is tried again in the next round.
   */
  synchronized void round() {
    Map<Path, Long> forced = new HashMap<>();
    List<IOException> failures = new ArrayList<>();
    for (Path partition : entries(data, "*", failures)) {
      if (Files.isDirectory(partition)) {
        List<Path> segments = entries(partition, SEGMENTS, failures);
        segments
            .subList(Math.max(0, segments.size() - NEWEST), segments.size())
            .forEach(segment -> force(segment, forced, failures));
      }
    }
    onDisk = forced;
    if (!failures.isEmpty() && !fails) {
      LOG.log(Level.WARNING, "Kafka's log is not written to the disk", failures.getFirst());
    }
    fails = !failures.isEmpty();
  }

  private void force(Path segment, Map<Path, Long> forced, List<IOException> failures) {
    try {
      long size = Files.size(segment);
      if (size != onDisk.getOrDefault(segment, 0L)) {
        force.force(segment);
      }
      forced.put(segment, size);
    } catch (NoSuchFileException e) {
      LOG.log(Level.DEBUG, "deleted meanwhile segment={0}", segment);
    } catch (IOException e) {
      failures.add(e);
    }
  }

  /** How many bytes of segments, the newest two of each partition, were forced to the disk. */
  synchronized long bytesOnDisk() {
    return onDisk.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    rounds.shutdownNow();
  }

  /** By name, in order; none of a directory that was deleted meanwhile. */
  private static List<Path> entries(Path directory, String names, List<IOException> failures) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, names)) {
      found.forEach(entries::add);
    } catch (NoSuchFileException e) {
      LOG.log(Level.DEBUG, "deleted meanwhile directory={0}", directory);
    } catch (DirectoryIteratorException e) {
      failures.add(e.getCause());
    } catch (IOException e) {
      failures.add(e);
    }
    Collections.sort(entries);
    return entries;
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(false);
    }
  }
}
