package io.hooklane.bench;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The same customers, of whom the first take nothing: what is sent to them is not waited for.
 *
 * @param some how many applications those are
 */
record AllButSome(Customers customers, int some) implements Sink {

  @Override
  public int fanOut() {
    return customers.fanOut();
  }

  @Override
  public long deliveries(long events) {
    long rounds = events / customers.applications();
    long rest = events % customers.applications();
    long taken = rounds * (customers.applications() - some) + Math.max(0, rest - some);
    return taken * customers.fanOut();
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(int run, long sequence, byte[] payload) {
    return customers.record(run, sequence, payload);
  }
}
