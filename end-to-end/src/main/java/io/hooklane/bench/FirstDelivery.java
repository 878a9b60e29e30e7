package io.hooklane.bench;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The first thing that a new user sees: one event published, one delivery received. */
final class FirstDelivery {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private FirstDelivery() {}

  /** Makes a customer, publishes by REST, and returns when the delivery was received. */
  static void await(TestBed bed) {
    Customers customers = bed.customers("first", 1, 1, Map.of());
    int run = bed.receiver().begin(customers);
    byte[] payload = new Payload(run, FanOutOne.PAYLOAD).of(0, Payload.nowMicros());
    bed.product()
        .api()
        .post(
            "/api/v1/app/" + customers.uid(0) + "/msg",
            Json.object("eventType", "bench.event", "payload", Json.read(payload, Map.class)));
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (bed.receiver().tally(run).delivered() == 0) {
      if (System.nanoTime() > deadline) {
        throw new BenchException("The first event was not received within a minute");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    bed.receiver().forget(run);
  }
}
