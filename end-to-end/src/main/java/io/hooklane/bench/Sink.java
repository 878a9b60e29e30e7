package io.hooklane.bench;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Where the events of a run go. */
interface Sink {

  /** How many deliveries each event becomes. */
  int fanOut();

  /** How many ordered lanes take turns, event by event; 0 if order does not matter. */
  default int lanes() {
    return 0;
  }

  /** How many deliveries so many events become at endpoints that take them. */
  default long deliveries(long events) {
    return events * fanOut();
  }

  /** The record of one event. */
  ProducerRecord<byte[], byte[]> record(int run, long sequence, byte[] payload);
}
