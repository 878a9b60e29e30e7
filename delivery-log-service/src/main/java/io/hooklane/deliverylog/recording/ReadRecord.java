package io.hooklane.deliverylog.recording;

import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What one record tells, without what nothing is recorded of.
 *
 * @param readAt when it was read, in nanoseconds of the process's own clock
 * @param time when its message was accepted, in milliseconds since 1970: the same in all topics, so
 *     that everything about a message can be written together
 * @param begins a number for the delivery that this may be the first record of; it may wait for a
 *     report, to be one row with it
 * @param reports the same number for the delivery of whose attempt or end this tells
 * @param bytes of its body and of the headers that are kept
 * @param rows adds what is to be written. Most of the record is read only then, on another thread:
 *     some bytes are less for a collector to carry about than what they say. It throws {@link
 *     io.hooklane.contracts.UnreadableRecordException} when the record does not follow its contract
 */
record ReadRecord(
    TopicPartition partition,
    long offset,
    long readAt,
    long time,
    @Nullable Long begins,
    @Nullable Long reports,
    int bytes,
    Consumer<Batch> rows) {}
