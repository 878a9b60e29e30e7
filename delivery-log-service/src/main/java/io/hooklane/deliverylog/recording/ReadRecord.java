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
 * @param begins the delivery whose first record this is; it may wait for a report, to be one row
 *     with it
 * @param reports the delivery of whose attempt or end this tells
 * @param bytes of its body and of the headers that an attempt keeps
 * @param rows adds what is to be written
 */
record ReadRecord(
    TopicPartition partition,
    long offset,
    long readAt,
    long time,
    RecordedDelivery.@Nullable Key begins,
    RecordedDelivery.@Nullable Key reports,
    int bytes,
    Consumer<Batch> rows) {}
