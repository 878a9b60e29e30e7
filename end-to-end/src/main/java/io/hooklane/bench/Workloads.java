package io.hooklane.bench;

import io.hooklane.bench.FullSpeed.Shape;
import io.hooklane.bench.receiver.Behaviour;
import java.util.List;
import java.util.Map;

/** Everything that the benchmark can measure, in the order in which it does. */
final class Workloads {

  private static final Map<String, Object> IN_ORDER =
      Map.of("ordering", Map.of("maximumAge", "PT24H", "whenTooOld", "skip"));
  private static final Map<String, Object> SOON_AGAIN =
      Map.of(
          "retrySchedule",
          Map.of(
              "delays",
              List.of(
                  "PT1S", "PT1S", "PT1S", "PT2S", "PT2S", "PT2S", "PT5S", "PT5S", "PT5S", "PT5S",
                  "PT5S", "PT5S")));

  private Workloads() {}

  static List<Workload> all() {
    return List.of(
        new FanOutOne(),
        new RestPublishing(),
        new Idle(),
        new FullSpeed(
            "fan-out-10",
            "1 KB, 20 applications of ten endpoints each",
            Shape.of(20, 10),
            FanOutOne.PAYLOAD,
            0,
            Behaviour.PLAIN),
        new FullSpeed(
            "hot-endpoint",
            "1 KB, all to one endpoint",
            Shape.of(1, 1),
            FanOutOne.PAYLOAD,
            2_000,
            Behaviour.PLAIN),
        new HangingTenPercent(),
        new FullSpeed(
            "failing-30-percent",
            "1 KB, 200 endpoints that answer 500 to 30 % of the requests, tried again after 1 s",
            new Shape(200, 1, SOON_AGAIN, false),
            FanOutOne.PAYLOAD,
            0,
            Behaviour.failing(30, 500)),
        new FullSpeed(
            "payload-64k",
            "64 KB, 200 endpoints",
            Shape.of(200, 1),
            64 << 10,
            1_000,
            Behaviour.PLAIN),
        new FullSpeed(
            "ordered",
            "1 KB, 200 ordered endpoints",
            new Shape(200, 1, IN_ORDER, true),
            FanOutOne.PAYLOAD,
            0,
            Behaviour.PLAIN),
        new ManyEndpoints(),
        new RetryPunctuality(),
        new RetryAfter(),
        new RateLimit(),
        new OrderUnderKills(),
        new DelayedAtKill(),
        new TwoDispatchers(),
        new SlowBacklog(),
        new ActivityClients(),
        LogUnderFaults.kills(),
        LogUnderFaults.database(),
        new LogCatchingUp(),
        new LogScale());
  }
}
