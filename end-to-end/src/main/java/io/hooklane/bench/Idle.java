package io.hooklane.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the product takes of a core when there is nothing to do. */
final class Idle implements Workload {

  private static final int SECONDS = 30;
  private static final int CALM = 5;
  private static final int MOST_CALMINGS = 8;
  private static final double BUSY = 0.25;
  private static final double FLOOR_PERCENT = 10;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String what() {
    return "no load, CPU of all the product's processes over 30 s";
  }

  @Override
  public Result run(TestBed bed) {
    Map<String, Long> processes = bed.product().processes();
    awaitCalm(processes);
    final Map<String, Double> before = CpuClock.read(processes);
    final long began = System.nanoTime();
    Measures.sleepUntil(began + TimeUnit.SECONDS.toNanos(SECONDS));
    Map<String, Double> taken = CpuClock.between(before, CpuClock.read(processes));
    double seconds = (System.nanoTime() - began) / 1e9;
    Map<String, Double> percent = new LinkedHashMap<>();
    taken.forEach((name, cpu) -> percent.put(name, Result.round(cpu / seconds * 100)));
    Result result = new Result();
    if (!percent.isEmpty()) {
      double all = sum(percent);
      result
          .with("idleCpuPercent", all)
          .with("idleCpuPercentOf", percent)
          .require(all < FLOOR_PERCENT, "idle processes take 10 % of a core or more");
    }
    return result;
  }

  /** What came before leaves work behind, such as records that are still to be written. */
  private static void awaitCalm(Map<String, Long> processes) {
    boolean calm = false;
    for (int i = 0; i < MOST_CALMINGS && !calm; i++) {
      Map<String, Double> before = CpuClock.read(processes);
      Measures.sleepUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(CALM));
      calm = sum(CpuClock.between(before, CpuClock.read(processes))) < BUSY * CALM;
    }
  }

  private static double sum(Map<String, Double> numbers) {
    return numbers.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
