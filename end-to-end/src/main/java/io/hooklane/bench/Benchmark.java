package io.hooklane.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs workloads, those that need the same tuning on the same product. */
final class Benchmark {

  private final Settings settings;
  private final boolean keep;

  Benchmark(Settings settings, boolean keep) {
    this.settings = settings;
    this.keep = keep;
  }

  /** The machine and the day, in words. */
  static String machine() {
    return "%d cores, %s, Java %s, %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            Runtime.version().feature(),
            LocalDate.now());
  }

  /** Runs them and stops whatever it has started, also when this process is told to end. */
  Run run(List<Workload> workloads) {
    Map<Map<String, String>, List<Workload>> byTuning = new LinkedHashMap<>();
    workloads.forEach(
        one -> byTuning.computeIfAbsent(one.tuning(), none -> new ArrayList<>()).add(one));
    Map<Workload, Result> results = new LinkedHashMap<>();
    double firstDelivery = 0;
    for (Map.Entry<Map<String, String>, List<Workload>> group : byTuning.entrySet()) {
      double seconds = run(group.getKey(), group.getValue(), results);
      firstDelivery = firstDelivery == 0 ? seconds : firstDelivery;
    }
    return new Run(firstDelivery, results);
  }

  private double run(
      Map<String, String> tuning, List<Workload> workloads, Map<Workload, Result> results) {
    long began = System.nanoTime();
    OpenThings opened = new OpenThings();
    Thread hook = new Thread(opened::close, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      TestBed bed = TestBed.open(settings, temporaryDirectory(), keep, tuning, opened);
      bed.awaitReady();
      FirstDelivery.await(bed);
      double firstDelivery = (System.nanoTime() - began) / 1e9;
      System.err.printf("first delivery after %.1f s%n", firstDelivery);
      for (Workload workload : workloads) {
        System.err.printf("%s: %s%n", workload.name(), workload.what());
        Result result = workload.run(bed);
        System.err.printf("%s: %s%n", workload.name(), result.text());
        results.put(workload, result);
      }
      return firstDelivery;
    } finally {
      opened.close();
      removeHook(hook);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is ending: the hook has done or is doing the same.
      return;
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("hooklane-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
