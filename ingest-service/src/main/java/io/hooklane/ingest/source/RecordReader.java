package io.hooklane.ingest.source;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the records of one source. */
@FunctionalInterface
interface RecordReader {

  /**
   * Reads a record that has a value.
   *
   * @throws RejectedException when it cannot become a message
   */
  SourceEvent read(ConsumerRecord<byte[], byte[]> entry) throws RejectedException;
}
