package io.hooklane.dispatcher.intake;

import io.hooklane.dispatcher.reporting.Finishing;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A record in hand. Whoever has it ends it exactly once: as finished when all that follows from it
 * is acknowledged by Kafka, or by dropping it when its partition is no longer ours.
 */
public final class TakenRecord {

  private static final long OVERHEAD_BYTES = 1_024;

  private final ConsumerRecord<byte[], byte[]> source;
  private final Assignment assignment;
  private final Queue<TakenRecord> ended;
  private boolean concluding;
  private boolean finished;

  TakenRecord(
      ConsumerRecord<byte[], byte[]> source, Assignment assignment, Queue<TakenRecord> ended) {
    this.source = source;
    this.assignment = assignment;
    this.ended = ended;
  }

  /** Whether it has a key and a value, as every delivery has. */
  public boolean complete() {
    return source.serializedKeySize() >= 0 && source.serializedValueSize() >= 0;
  }

  /** The record's key, as it came. */
  public byte[] key() {
    return source.key();
  }

  /** The record's value, as it came. */
  public byte[] value() {
    return source.value();
  }

  /** The record's headers, as they came; not to be changed. */
  public Headers headers() {
    return source.headers();
  }

  /** Whether it may still be acted upon: its partition has not been taken away. */
  public boolean ours() {
    return !assignment.ended();
  }

  /**
   * Asked once, before anything is written that makes it go on elsewhere. When true, the last
   * commit of its partition waits until it is finished, a bounded time, so that its offset is done
   * where that was written. When false, its next owner takes it again, and nothing may be written
   * that makes it go on; it is to be dropped. Any thread may ask.
   *
   * <p>So a record whose offset is committed as done has gone on, whatever happens when: only
   * {@link #finish()} says so, after Kafka has acknowledged what was written. And one that has gone
   * on is taken again only if Kafka did not acknowledge that, or the commit, in time, or if its
   * partition was lost before anybody here knew.
   */
  public boolean concludes() {
    concluding = assignment.concludes();
    return concluding;
  }

  /** Whether it must stay in order with the others of its key. */
  public boolean ordered() {
    return assignment.ordered();
  }

  /** Nothing more is taken of its partition until it is unblocked. Any thread may say so. */
  public void blockPartition() {
    assignment.block();
  }

  /** Takes one {@link #blockPartition()} back. Any thread may say so. */
  public void unblockPartition() {
    assignment.unblock();
  }

  /** Where it came from, for the log: topic, partition and offset. */
  public String origin() {
    return source.topic() + "-" + source.partition() + "@" + source.offset();
  }

  /** What a report says that finishes it. */
  public Finishing finishing() {
    return new Finishing(assignment.partition(), source.offset());
  }

  /** All that follows from it is acknowledged: its offset is done. Any thread may say so. */
  public void finish() {
    finished = true;
    ended.add(this);
  }

  /** It has not gone on, since it is no longer ours. Any thread may say so. */
  public void drop() {
    ended.add(this);
  }

  /** Notes that it has ended. On the intake's thread. */
  void settle() {
    assignment.letGo();
    if (finished) {
      assignment.tracker().finish(source.offset());
    }
    if (concluding) {
      assignment.concluded();
    }
  }

  Assignment assignment() {
    return assignment;
  }

  /** What it takes of memory, about, in bytes. */
  public long bytes() {
    return Math.max(0, source.serializedValueSize()) + OVERHEAD_BYTES;
  }
}
