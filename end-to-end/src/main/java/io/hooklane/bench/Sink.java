package io.hooklane.bench;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Where the events of a run go. */
interface Sink {

  /** How many deliveries each event becomes. */
  int fanOut();

  /** The record of one event. */
  ProducerRecord<byte[], byte[]> record(int run, long sequence, byte[] payload);
}
