package io.hooklane.deliverylog.recording;

import org.apache.kafka.common.TopicPartition;

/** PostgreSQL does not have any more what it had taken: it is to be read again. */
final class LostRowsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LostRowsException(TopicPartition partition, long committed, long kept) {
    super(
        "PostgreSQL lost rows it had committed: of "
            + partition
            + " it has those before "
            + kept
            + ", not before "
            + committed);
  }
}
