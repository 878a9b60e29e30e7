package io.hooklane.bench;

import io.hooklane.bench.receiver.Behaviour;
import java.util.Map;

/**
 * Full speed of one kind of customers: how fast, what was lost, what came twice, out of order.
 *
 * @param shape of the customers
 * @param payloadBytes of each event
 * @param outstanding most deliveries ahead of the receiver; 0 for what the command says
 * @param behaviour of all endpoints
 */
record FullSpeed(
    String name, String what, Shape shape, int payloadBytes, int outstanding, Behaviour behaviour)
    implements Workload {

  /**
   * Customers to be made.
   *
   * @param endpoint the settings of each, beside its URL
   * @param ordered whether its deliveries are to come in the order of their events
   */
  record Shape(int applications, int fanOut, Map<String, Object> endpoint, boolean ordered) {

    static Shape of(int applications, int fanOut) {
      return new Shape(applications, fanOut, Map.of(), false);
    }
  }

  @Override
  public Result run(TestBed bed) {
    Settings settings = bed.settings();
    // Measured first when nothing was: what is new is slow.
    final double fanOutOne = bed.rate();
    Customers customers =
        bed.customers(name, shape.applications(), shape.fanOut(), shape.endpoint());
    bed.receiver().behave(customers.first(), customers.end(), behaviour);
    Sink sink = shape.ordered() ? new InOrder(customers) : customers;
    Speed speed =
        bed.measures()
            .speed(
                sink,
                payloadBytes,
                outstanding == 0 ? settings.outstanding() : outstanding,
                2 * settings.settling(),
                settings.seconds());
    bed.receiver().behave(customers.first(), customers.end(), Behaviour.PLAIN);
    return new Result()
        .with("deliveriesPerSecond", speed.perSecond())
        .with("ofFanOutOne", speed.perSecond() / fanOutOne)
        .with("megabytesPerSecond", speed.perSecond() * payloadBytes / 1e6)
        .with(speed.outcome())
        .with("cpuSecondsPerThousand", speed.cpuPerThousand());
  }
}
