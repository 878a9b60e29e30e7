package io.hooklane.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Whether callers who watch live activity slow the deliveries down. */
final class ActivityClients implements Workload {

  private static final int APPLICATIONS = 200;
  private static final double PER_SECOND = 2_000;
  private static final int WATCHERS = 100;
  private static final int SECONDS = 20;
  private static final int ROUNDS = 2;
  private static final double MOST_CHANGE = 0.05;

  /** A window at the rate. */
  private record Window(
      double perSecond, double p50Ms, double p99Ms, Map<String, Double> cpu, Outcome outcome) {}

  @Override
  public String name() {
    return "activity-clients";
  }

  @Override
  public String what() {
    return "2,000/s without and with 100 callers who watch, by environment and by application";
  }

  @Override
  public boolean usual() {
    return false;
  }

  @Override
  public Result run(TestBed bed) {
    bed.warm();
    Customers customers = bed.customers(name(), APPLICATIONS, 1, Map.of());
    List<Window> without = new ArrayList<>();
    List<Window> with = new ArrayList<>();
    // The first seconds at this rate are those of compilers, not of whoever watches.
    Result result = new Result().with(window(bed, customers).outcome());
    for (int round = 0; round < ROUNDS; round++) {
      without.add(window(bed, customers));
      try (Watchers watchers =
          Watchers.open(bed.product().apiUrl(), bed.product().key(), paths(customers))) {
        long began = System.nanoTime();
        with.add(window(bed, customers));
        double seconds = (System.nanoTime() - began) / 1e9;
        result
            .with("eventsShownPerSecond", watchers.events() / seconds)
            .with("bytesShownPerSecond", watchers.bytes() / seconds)
            .with("noticesOfSkipped", watchers.skips())
            .with("streamsReopened", watchers.ended())
            .require(watchers.events() > 0, "the streams showed nothing");
      }
    }
    double change = average(with) / average(without) - 1;
    result
        .with("perSecondWithout", average(without))
        .with("perSecondWith", average(with))
        .with("changePercent", change * 100)
        .with("p50MsWithout", without.stream().mapToDouble(Window::p50Ms).average().orElse(0))
        .with("p50MsWith", with.stream().mapToDouble(Window::p50Ms).average().orElse(0))
        .with("p99MsWithout", without.stream().mapToDouble(Window::p99Ms).average().orElse(0))
        .with("p99MsWith", with.stream().mapToDouble(Window::p99Ms).average().orElse(0))
        .with("cpuWithout", without.getLast().cpu())
        .with("cpuWith", with.getLast().cpu())
        .require(Math.abs(change) <= MOST_CHANGE, "the deliveries' rate changes by more than 5 %");
    for (int round = 0; round < ROUNDS; round++) {
      result.with(without.get(round).outcome().plus(with.get(round).outcome()));
    }
    return result;
  }

  /** Half of them watch everything, the others an application each. */
  private static List<String> paths(Customers customers) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < WATCHERS / 2; i++) {
      paths.add("/api/v1/activity");
      paths.add("/api/v1/app/" + customers.uid(i) + "/activity");
    }
    return paths;
  }

  private static Window window(TestBed bed, Customers customers) {
    int settling = bed.settings().settling();
    int seconds = Math.max(SECONDS, bed.settings().seconds());
    int run = bed.receiver().begin(customers);
    CompletableFuture<Long> load =
        CompletableFuture.supplyAsync(
            () ->
                bed.publisher()
                    .pace(
                        customers,
                        run,
                        new Payload(run, FanOutOne.PAYLOAD),
                        PER_SECOND,
                        settling + seconds));
    Measures.sleepUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(settling));
    final Map<String, Double> cpuBefore = bed.measures().cpu();
    var before = bed.receiver().tally(run);
    // Short of the publisher's end, so that nothing but the load itself is in the window.
    Measures.sleepUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds - 1L));
    var after = bed.receiver().tally(run);
    Map<String, Double> cpu = CpuClock.between(cpuBefore, bed.measures().cpu());
    double window = (after.nanos() - before.nanos()) / 1e9;
    cpu.replaceAll((process, taken) -> Result.round(taken / window));
    long published = Measures.join(load, Duration.ofMinutes(2));
    Outcome outcome = bed.measures().drained(run, published);
    Histogram latency = bed.receiver().latency(run);
    bed.receiver().forget(run);
    bed.recording().awaitCaughtUp();
    return new Window(
        (after.delivered() - before.delivered()) / window,
        latency.getValueAtPercentile(50) / 1_000.0,
        latency.getValueAtPercentile(99) / 1_000.0,
        cpu,
        outcome);
  }

  private static double average(List<Window> windows) {
    return windows.stream().mapToDouble(Window::perSecond).average().orElse(0);
  }
}
