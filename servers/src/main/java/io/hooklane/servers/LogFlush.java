package io.hooklane.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Has what a broker appended to its log written to the disk, each second. Kafka can do that itself,
 * but forces an index while it holds the lock that appends need (ADR 38); so it is done from here,
 * segment by segment, with no lock of the broker's. What is lost of an index it makes again.
 */
final class LogFlush implements AutoCloseable {

  private static final long EVERY_MS = 1_000;
  private static final String SEGMENTS = "*.log";

  private final Path data;
  private final Force force;
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("kafka-log-flush").factory());
  private Map<Path, Long> onDisk = Map.of();

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

  /** Forces each segment that is longer or shorter than when it was forced last. */
  synchronized void round() {
    Map<Path, Long> forced = new HashMap<>();
    for (Path partition : entries(data, "*")) {
      if (Files.isDirectory(partition)) {
        for (Path segment : entries(partition, SEGMENTS)) {
          force(segment, forced);
        }
      }
    }
    onDisk = forced;
  }

  /** What did not work is tried again in the next round. */
  private void force(Path segment, Map<Path, Long> forced) {
    try {
      long size = Files.size(segment);
      if (size != onDisk.getOrDefault(segment, 0L)) {
        force.force(segment);
      }
      forced.put(segment, size);
    } catch (IOException e) {
      // Deleted meanwhile, or the disk fails, of which the broker itself tells.
      forced.remove(segment);
    }
  }

  /** How many bytes of segments are known to be on the disk. */
  synchronized long bytesOnDisk() {
    return onDisk.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    rounds.shutdownNow();
  }

  /** In a directory that may be deleted meanwhile. */
  private static Set<Path> entries(Path directory, String names) {
    Set<Path> entries = new HashSet<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, names)) {
      found.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      return entries;
    }
    return entries;
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(false);
    }
  }
}
