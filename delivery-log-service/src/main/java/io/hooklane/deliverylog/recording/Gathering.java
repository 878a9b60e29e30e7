package io.hooklane.deliverylog.recording;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * What was read and is not written yet. It is due when enough has come, or the first of it has
 * waited long enough.
 *
 * <p>While more stands in the topics than was fetched, it is taken <em>in step</em>: no further
 * than the partition that is the furthest behind, by the time when messages were accepted. So a
 * delivery and the report of its attempt, which are read from two topics, mostly meet in one batch,
 * where they are one row that is written once. While there is much to record, deliveries wait for
 * their first report for the same reason. It saves work and nothing depends on it: what is held for
 * too long, or becomes too much, is taken as it is.
 *
 * <p>Not for several threads.
 */
final class Gathering {

  /** The longest that a batch waits for a partition that brings nothing. */
  static final Duration LONGEST_HELD = Duration.ofSeconds(1);

  /**
   * The longest that a delivery waits for a report: at full speed, about as long as it waits for
   * the dispatcher.
   */
  static final Duration LONGEST_UNREPORTED = Duration.ofSeconds(2);

  /** Attempts end in another order than their messages were accepted in, by about so much. */
  static final Duration DISORDER = Duration.ofMillis(250);

  private static final Duration NEXT_TRY = Duration.ofMillis(20);

  /** How much is read ahead, and how much may wait, as multiples of what makes a batch due. */
  private static final int AHEAD = 2;

  private static final int MOST_WAITING = 5;

  /** A tenth of what makes a batch due, in the time between two of them, is much to record. */
  private static final int MUCH = 10;

  private final RecordingConfig config;
  private final Map<TopicPartition, Queue> queues = new HashMap<>();

  /** The deliveries that something which waits here reports of. */
  private final Set<Long> reported = new HashSet<>();

  /** What waits in all queues, and how much of it came since the last batch was taken. */
  private final Amount waiting = new Amount();

  private final Amount fresh = new Amount();
  private boolean begun;
  private long begunAt;
  private long notBefore;

  /** Whether, and since when, all of what waits does so for partitions that bring nothing. */
  private boolean held;

  private long heldSince;

  /** Whether so much came before the last batch that deliveries are to wait for reports. */
  private boolean busy;

  Gathering(RecordingConfig config) {
    this.config = config;
  }

  /** Takes what was read of a poll. */
  void add(List<ReadRecord> records, long nowNanos) {
    for (ReadRecord entry : records) {
      queue(entry.partition()).add(entry);
      if (entry.reports() != null) {
        reported.add(entry.reports());
      }
      waiting.add(1, entry.bytes());
      fresh.add(1, entry.bytes());
      begin(nowNanos);
    }
  }

  /**
   * Everything before this offset of this partition is written or stands here. It may be further
   * than its records, over such as are none or told nothing.
   */
  void reached(TopicPartition partition, long nextOffset, long nowNanos) {
    queue(partition).next = nextOffset;
    begin(nowNanos);
  }

  /**
   * How long until something is to be taken; zero or less when it is; the bound when there is
   * nothing.
   */
  Duration untilDue(long nowNanos, Duration bound) {
    if (!begun) {
      return bound;
    }
    long left = isPlenty(fresh) ? 0 : config.linger().minusNanos(nowNanos - begunAt).toNanos();
    return Duration.ofNanos(Math.min(Math.max(left, notBefore - nowNanos), bound.toNanos()));
  }

  /**
   * Takes out a batch; an empty one when all of it waits for other partitions, and then nothing is
   * due for a moment.
   *
   * @param unread the partitions of which more stands in their topics
   */
  Gathered take(Collection<TopicPartition> unread, long nowNanos) {
    busy = fresh.records >= config.maxRecords() / MUCH;
    Predicate<ReadRecord> due = mayBeHeld(nowNanos) ? due(unread, nowNanos) : entry -> true;
    List<ReadRecord> records = new ArrayList<>();
    Map<TopicPartition, Long> nextOffsets = new HashMap<>();
    queues.forEach((partition, queue) -> queue.take(due, partition, records, nextOffsets));
    records.forEach(this::leaves);
    Gathered gathered = new Gathered(records, nextOffsets);
    if (gathered.isEmpty()) {
      hold(nowNanos);
    } else {
      held = false;
      begun = false;
      fresh.clear();
      if (waiting.records > 0) {
        begin(nowNanos);
      }
    }
    return gathered;
  }

  /** How many records would be taken now. */
  int countDue(Collection<TopicPartition> unread, long nowNanos) {
    Predicate<ReadRecord> due = due(unread, nowNanos);
    int count = 0;
    for (Queue queue : queues.values()) {
      for (ReadRecord entry : queue.records) {
        count += due.test(entry) ? 1 : 0;
      }
    }
    return count;
  }

  /**
   * Those that are ahead of these, and so much of which waits that no more is wanted: all of them
   * together bring a few batches.
   */
  Set<TopicPartition> ahead(Collection<TopicPartition> unread) {
    Set<TopicPartition> ahead = new HashSet<>();
    long upTo = readUpTo(unread);
    int most = AHEAD * config.maxRecords() / Math.max(1, queues.size());
    queues.forEach(
        (partition, queue) -> {
          if (queue.records.size() >= most && queue.time > upTo) {
            ahead.add(partition);
          }
        });
    return ahead;
  }

  /** How many records wait. */
  int size() {
    return waiting.records;
  }

  /** Whether so much waits that no more is to be read before some of it was taken. */
  boolean isFull() {
    return fresh.records >= AHEAD * config.maxRecords()
        || waiting.bytes >= AHEAD * config.maxBytes();
  }

  /** Forgets what waits of partitions that another replica reads from now on. */
  void drop(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      Queue queue = queues.remove(partition);
      if (queue != null) {
        queue.records.forEach(this::leaves);
      }
    }
  }

  private void hold(long nowNanos) {
    notBefore = nowNanos + NEXT_TRY.toNanos();
    if (!held) {
      held = true;
      heldSince = nowNanos;
    }
  }

  private void leaves(ReadRecord entry) {
    waiting.add(-1, -entry.bytes());
    if (entry.reports() != null) {
      reported.remove(entry.reports());
    }
  }

  private void begin(long nowNanos) {
    if (!begun) {
      begun = true;
      begunAt = nowNanos;
      notBefore = nowNanos;
    }
  }

  private boolean isPlenty(Amount amount) {
    return amount.records >= config.maxRecords() || amount.bytes >= config.maxBytes();
  }

  private boolean mayBeHeld(long nowNanos) {
    return !(held && nowNanos - heldSince >= LONGEST_HELD.toNanos())
        && waiting.records < (long) MOST_WAITING * config.maxRecords()
        && waiting.bytes < MOST_WAITING * config.maxBytes();
  }

  /** What of all that waits is to be taken, when it may be held. */
  private Predicate<ReadRecord> due(Collection<TopicPartition> unread, long nowNanos) {
    long upTo = inStepUpTo(unread);
    return entry -> entry.time() <= upTo && !awaitsReport(entry, nowNanos);
  }

  private boolean awaitsReport(ReadRecord entry, long nowNanos) {
    return busy
        && entry.begins() != null
        && nowNanos - entry.readAt() < LONGEST_UNREPORTED.toNanos()
        && !reported.contains(entry.begins());
  }

  /** Of messages that were accepted until then, everything was read, as far as can be told. */
  private long inStepUpTo(Collection<TopicPartition> unread) {
    return unread.isEmpty() ? Long.MAX_VALUE : readUpTo(unread) - DISORDER.toMillis();
  }

  /** How far the partition that is the furthest behind was read. */
  private long readUpTo(Collection<TopicPartition> unread) {
    long time = Long.MAX_VALUE;
    for (TopicPartition partition : unread) {
      time = Math.min(time, queue(partition).time);
    }
    return time;
  }

  private Queue queue(TopicPartition partition) {
    return queues.computeIfAbsent(partition, none -> new Queue());
  }

  /**
   * What waits of one partition, in its order. It may be taken out of its order: then it is there
   * once more after a crash, which changes nothing.
   */
  private static final class Queue {

    private static final long UNKNOWN = -1;

    private final Deque<ReadRecord> records = new ArrayDeque<>();

    /** The first offset that is not here, and the first that was not taken out yet. */
    private long next = UNKNOWN;

    private long taken = UNKNOWN;

    /** The latest time of any record that was ever here, so that it never goes back. */
    private long time;

    void add(ReadRecord entry) {
      records.add(entry);
      time = Math.max(time, entry.time());
    }

    void take(
        Predicate<ReadRecord> isDue,
        TopicPartition partition,
        List<ReadRecord> into,
        Map<TopicPartition, Long> nextOffsets) {
      int before = records.size();
      records.removeIf(
          entry -> {
            boolean due = isDue.test(entry);
            if (due) {
              into.add(entry);
            }
            return due;
          });
      long reached = taken;
      if (records.isEmpty()) {
        reached = next;
      } else if (records.size() < before) {
        reached = records.element().offset();
      }
      if (reached != taken) {
        taken = reached;
        nextOffsets.put(partition, reached);
      }
    }
  }

  private static final class Amount {

    private int records;
    private long bytes;

    void add(int moreRecords, int moreBytes) {
      records += moreRecords;
      bytes += moreBytes;
    }

    void clear() {
      records = 0;
      bytes = 0;
    }
  }
}
