package io.hooklane.deliverylog.recording;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches on a thread of its own while the next is read. A second thread waits for
 * PostgreSQL's disk: only what is there counts as written. While PostgreSQL is away both try again,
 * and wait longer from time to time.
 *
 * <p>For one thread besides its own.
 */
final class Writing implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Writing.class);
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Batches that may wait for the disk, or a synchronous replica, before no more is written. */
  private static final int MOST_UNSAFE = 100;

  /** The threads that write have something to do while the last rows of a batch are written. */
  private static final int MOST_AT_ONCE = 2;

  private final RecordingConfig config;
  private final RecordingWriter writer;
  private final RecordingMetrics metrics;
  private final BlockingQueue<Gathered> next = new ArrayBlockingQueue<>(MOST_AT_ONCE);

  /** Those that are being written, in their order. */
  private final Deque<RecordingWriter.Begun> begun = new ArrayDeque<>();

  private final BlockingQueue<Map<TopicPartition, Long>> unsafe =
      new LinkedBlockingQueue<>(MOST_UNSAFE);

  private final Queue<Map<TopicPartition, Long>> safe = new ConcurrentLinkedQueue<>();
  private final Thread writing = new Thread(() -> run(this::writeAll), "recording-writer");
  private final Thread saving = new Thread(() -> run(this::saveAll), "recording-saver");
  private int handedOver;
  private int unconfirmed;
  private volatile int written;
  private volatile boolean stopping;
  private volatile boolean retrying;
  private volatile long triedAt = System.nanoTime();
  private volatile @Nullable Throwable failure;

  Writing(RecordingConfig config, RecordingWriter writer, RecordingMetrics metrics) {
    this.config = config;
    this.writer = writer;
    this.metrics = metrics;
    writer.beginAnew();
    writing.start();
    saving.start();
  }

  /** Whether a batch may be handed over. */
  boolean isFree() {
    return handedOver - written < MOST_AT_ONCE;
  }

  /** Takes this over to write it. Must be free. */
  void write(Gathered gathered) {
    handedOver++;
    unconfirmed++;
    next.add(gathered);
  }

  /** Whether the last try to write failed, and what was handed over waits for the next. */
  boolean isRetrying() {
    return retrying;
  }

  /**
   * The offsets of the next batch that came to be safely written since this was last asked; null
   * when there is none.
   *
   * @throws IllegalStateException when it broke off and what was handed over must be read again
   */
  @Nullable Map<TopicPartition, Long> pollWritten() {
    Map<TopicPartition, Long> offsets = safe.poll();
    Throwable broken = failure;
    if (offsets != null) {
      unconfirmed--;
    } else if (broken != null) {
      throw new IllegalStateException("Writing broke off", broken);
    }
    return offsets;
  }

  /** Whether everything that was handed over was told to be written. */
  boolean isIdle() {
    return unconfirmed == 0;
  }

  /** How long ago it last began to write or found nothing to write. */
  Duration sinceLastTry() {
    return Duration.ofNanos(System.nanoTime() - triedAt);
  }

  /** Waits until what was handed over is written, or does not let itself be written now. */
  @Override
  public void close() {
    stopping = true;
    try {
      writing.join();
      saving.join();
    } catch (InterruptedException e) {
      writing.interrupt();
      saving.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run(Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      LOG.debug("writing interrupted", e);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void writeAll() throws InterruptedException {
    boolean going = true;
    while (going) {
      triedAt = System.nanoTime();
      Gathered gathered =
          begun.isEmpty() ? next.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS) : next.poll();
      if (gathered != null) {
        begun.add(writer.begin(gathered));
      }
      if (begun.size() == MOST_AT_ONCE || gathered == null && !begun.isEmpty()) {
        going = untilDone("batch not written", this::tryToFinishFirst);
      } else if (gathered == null) {
        going = !stopping;
      }
    }
  }

  private void tryToFinishFirst() throws SQLException, InterruptedException {
    triedAt = System.nanoTime();
    RecordingWriter.Begun first = begun.element();
    try {
      writer.finish(retrying ? writer.begin(first.gathered()) : first);
    } catch (SQLException e) {
      metrics.failed();
      retrying = true;
      throw e;
    }
    if (retrying) {
      LOG.info("batches are written again");
    }
    retrying = false;
    begun.remove();
    unsafe.put(first.gathered().nextOffsets());
    written++;
  }

  private void saveAll() throws InterruptedException {
    boolean going = true;
    while (going) {
      boolean last = !writing.isAlive();
      Map<TopicPartition, Long> first = unsafe.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      if (first == null) {
        going = !last;
      } else {
        List<Map<TopicPartition, Long>> batches = new ArrayList<>(List.of(first));
        unsafe.drainTo(batches);
        going = untilDone("batches not safe on disk", writer::makeSafe);
        if (going) {
          safe.addAll(batches);
        }
      }
    }
  }

  /** Whether it is done; otherwise it was stopped before it could be. */
  private boolean untilDone(String otherwise, Step step) throws InterruptedException {
    Duration backoff = config.firstBackoff();
    while (failure == null) {
      try {
        step.run();
        return true;
      } catch (SQLException e) {
        LOG.errorf(
            "%s, trying again waitMs=%d sqlState=%s reason=%s",
            otherwise, backoff.toMillis(), e.getSQLState(), e.getMessage());
      }
      if (stopping) {
        return false;
      }
      Thread.sleep(backoff);
      backoff = longer(backoff);
    }
    return false;
  }

  private Duration longer(Duration backoff) {
    Duration twice = backoff.multipliedBy(2);
    return twice.compareTo(config.longestBackoff()) < 0 ? twice : config.longestBackoff();
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private interface Step {
    void run() throws SQLException, InterruptedException;
  }
}
