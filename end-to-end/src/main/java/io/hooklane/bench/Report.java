package io.hooklane.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The figures of a run as Markdown. */
final class Report {

  private static final String UNKNOWN = "";
  private static final String NOT_MEASURED = "not measured";

  private final Run run;
  private final StringBuilder text = new StringBuilder();

  private Report(Run run) {
    this.run = run;
  }

  /**
   * All of it.
   *
   * @param machine in words
   */
  static String markdown(Run run, String machine) {
    Report report = new Report(run);
    report.text.append(machine).append("\n\n");
    report.mainTable();
    report.cpuTable();
    report.otherTable();
    report.missed();
    return report.text.toString();
  }

  /** A page of its own around it, beside the chart. */
  static String page(String markdown) {
    return """
        # What `./hooklane bench` printed

        Written by the command itself; docs/performance.md says what each figure means.

        %s
        ![Deliveries per second, and the CPU time of each process](bench.svg)
        """
        .formatted(markdown);
  }

  private void mainTable() {
    List<String> rows = new ArrayList<>();
    String spread =
        " (%s to %s)"
            .formatted(
                figure(FanOutOne.NAME, "ratioLowest", "%.2f"),
                figure(FanOutOne.NAME, "ratioHighest", "%.2f"));
    row(
        rows,
        "deliveries/s",
        figure(FanOutOne.NAME, "deliveriesPerSecond", "%,.0f"),
        "4,000",
        "8,000");
    row(
        rows,
        "bare loop, deliveries/s",
        figure(FanOutOne.NAME, "bareLoopPerSecond", "%,.0f"),
        "",
        "");
    String ratio = figure(FanOutOne.NAME, "ratio", "%.2f");
    row(rows, "product ÷ bare loop", ratio + spread, "0.40", "0.60");
    row(
        rows,
        "publish → received at half rate, p50 ms",
        figure(FanOutOne.NAME, "p50Ms", "%.1f"),
        "",
        "");
    row(
        rows,
        "publish → received at half rate, p99 ms",
        figure(FanOutOne.NAME, "p99Ms", "%.1f"),
        "150",
        "50");
    row(rows, "lost", figure(FanOutOne.NAME, "lost", "%,.0f"), "0", "0");
    row(rows, "duplicates", figure(FanOutOne.NAME, "duplicates", "%,.0f"), "", "");
    row(
        rows,
        "REST publish, accepted/s",
        figure("rest-publish", "restAcceptedPerSecond", "%,.0f"),
        "3,000",
        "8,000");
    row(
        rows,
        "idle CPU of all processes, % of a core",
        figure("idle", "idleCpuPercent", "%.1f"),
        "10",
        "3");
    row(
        rows,
        "`up` to first delivery, s",
        "%.1f".formatted(run.firstDeliverySeconds()),
        "30",
        "12");
    rows.removeIf(row -> row.contains(NOT_MEASURED));
    table(List.of("what", "measured", "floor", "goal"), rows);
  }

  private void cpuTable() {
    Map<?, ?> product = map(FanOutOne.NAME, "cpuSecondsPerThousand");
    Map<?, ?> bare = map(FanOutOne.NAME, "bareLoopCpuSecondsPerThousand");
    if (product.isEmpty()) {
      return;
    }
    Set<Object> names = new LinkedHashSet<>(product.keySet());
    List<String> rows = new ArrayList<>();
    for (Object name : names) {
      row(rows, String.valueOf(name), seconds(product.get(name)), seconds(bare.get(name)));
    }
    row(rows, "all", seconds(sum(product)), seconds(sum(bare)));
    table(
        List.of("CPU seconds per 1,000 deliveries", "product at work", "bare loop at work"), rows);
  }

  private void otherTable() {
    List<String> rows = new ArrayList<>();
    run.results()
        .forEach(
            (workload, result) -> {
              if (!workload.name().equals(FanOutOne.NAME)) {
                row(rows, workload.name(), workload.what(), result.text());
              }
            });
    if (!rows.isEmpty()) {
      table(List.of("workload", "what it is", "figures"), rows);
    }
  }

  private void missed() {
    for (String missed : run.missed()) {
      text.append("- missed: ").append(missed).append('\n');
    }
  }

  private String figure(String workload, String name, String format) {
    OptionalDouble figure = run.figure(workload, name);
    return figure.isEmpty()
        ? NOT_MEASURED
        : String.format(Locale.ROOT, format, figure.getAsDouble());
  }

  private Map<?, ?> map(String workload, String name) {
    return run.of(workload).figures().get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static double sum(Map<?, ?> numbers) {
    return numbers.values().stream()
        .mapToDouble(number -> number instanceof Number known ? known.doubleValue() : 0)
        .sum();
  }

  private static String seconds(@Nullable Object number) {
    return number instanceof Number known
        ? String.format(Locale.ROOT, "%.3f", known.doubleValue())
        : UNKNOWN;
  }

  private void table(List<String> heads, List<String> rows) {
    text.append("| ").append(String.join(" | ", heads)).append(" |\n");
    text.append("|---".repeat(heads.size())).append("|\n");
    rows.forEach(row -> text.append(row).append('\n'));
    text.append('\n');
  }

  private static void row(List<String> rows, String... cells) {
    rows.add("| " + String.join(" | ", cells) + " |");
  }
}
