package io.hooklane.bench;

import java.util.Map;

/** As many endpoints as were asked for, one delivery to each. */
final class ManyEndpoints implements Workload {

  private static final int FAN_OUT = 10;

  @Override
  public String name() {
    return "hundred-thousand-endpoints";
  }

  @Override
  public String what() {
    return "one delivery to each endpoint, ten of an application, made by import";
  }

  @Override
  public Result run(TestBed bed) {
    int applications = bed.settings().endpoints() / FAN_OUT;
    final long began = System.nanoTime();
    final Customers customers = bed.customers("many", applications, FAN_OUT, Map.of());
    final double making = (System.nanoTime() - began) / 1e9;
    int run = bed.receiver().begin(customers);
    final long published = System.nanoTime();
    bed.publisher().publish(customers, run, new Payload(run, FanOutOne.PAYLOAD), 0, applications);
    Outcome outcome = bed.measures().drained(run, customers.deliveries(applications));
    double sending = (System.nanoTime() - published) / 1e9;
    bed.receiver().forget(run);
    return new Result()
        .with("endpoints", outcome.expected())
        .with("endpointsMadePerSecond", outcome.expected() / making)
        .with("deliveriesPerSecond", outcome.delivered() / sending)
        .with("secondsUntilTheLast", sending)
        .with(outcome);
  }
}
