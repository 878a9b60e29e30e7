package io.hooklane.deliverylog.recording;

import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What one record tells, without what nothing is recorded of.
 *
 * @param time when its message was accepted, in milliseconds since 1970: the same in all topics, so
 *     that everything about a message can be written together
 * @param bytes of its body and of the headers that an attempt keeps
 * @param rows adds what is to be written
 */
record ReadRecord(
    TopicPartition partition, long offset, long time, int bytes, Consumer<Batch> rows) {}
