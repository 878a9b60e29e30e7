package io.hooklane.bench;

import org.apache.kafka.clients.producer.ProducerRecord;

/** The same customers, each with one ordered endpoint, whose order the receiver watches. */
record InOrder(Customers customers) implements Sink {

  InOrder {
    if (customers.fanOut() != 1) {
      throw new IllegalArgumentException("The receiver watches one endpoint of each application");
    }
  }

  @Override
  public int fanOut() {
    return 1;
  }

  @Override
  public int lanes() {
    return customers.applications();
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(int run, long sequence, byte[] payload) {
    return customers.record(run, sequence, payload);
  }
}
