package io.hooklane.bench;

import java.util.List;

/** Everything that the benchmark can measure, in the order in which it does. */
final class Workloads {

  private Workloads() {}

  static List<Workload> all() {
    return List.of(new FanOutOne(), new RestPublishing(), new Idle());
  }
}
