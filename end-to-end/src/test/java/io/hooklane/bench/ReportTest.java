package io.hooklane.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Result MAIN =
      new Result()
          .with("deliveriesPerSecond", 6_000.4)
          .with("bareLoopPerSecond", 12_000.0)
          .with("ratio", 0.5)
          .with("ratioLowest", 0.48)
          .with("ratioHighest", 0.53)
          .with("p50Ms", 20.126)
          .with("p99Ms", 90.0)
          .with(new Outcome(10, 9, 2, 1, 0, 0))
          .with("cpuSecondsPerThousand", Map.of("kafka", 0.05));

  @Test
  void jsonHasTheKeysThatWereAskedForAtTheTop() {
    Map<String, Object> json = new Run(12, results()).asJson();

    assertThat(json)
        .containsEntry("deliveriesPerSecond", 6000.0)
        .containsEntry("bareLoopPerSecond", 12000.0)
        .containsEntry("ratio", 0.5)
        .containsEntry("p50Ms", 20.13)
        .containsEntry("p99Ms", 90.0)
        .containsEntry("lost", 1L)
        .containsEntry("duplicates", 2L)
        .containsEntry("workloads", Map.of("idle", Map.of("idleCpuPercent", 9.5)));
  }

  @Test
  void theTableHasEveryRowOfTheDesign() {
    String markdown = Report.markdown(new Run(12, results()), "two cores");

    assertThat(markdown)
        .contains("| deliveries/s | 6,000 | 4,000 | 8,000 |")
        .contains("| product ÷ bare loop | 0.50 (0.48 to 0.53) | 0.40 | 0.60 |")
        .contains("| idle CPU of all processes, % of a core | 9.5 | 10 | 3 |")
        .doesNotContain("REST publish")
        .contains("| kafka | 0.050 |  |")
        .contains("- missed: fan-out-1: 1 lost");
  }

  @Test
  void theChartNamesEveryProcess() {
    assertThat(Chart.svg(new Run(12, results())))
        .startsWith("<svg")
        .contains(">kafka</text>")
        .contains(">50.0 ms</text>")
        .contains(">bare loop</text>");
  }

  @Test
  void cpuTimeIsReadWhateverTheProcessIsCalled() {
    String stat = "42 (a) (b c) S 1 42 42 0 -1 4194560 100 0 0 0 150 50 0 0 20 0 1 0 5";

    assertThat(CpuClock.seconds(stat)).isEqualTo(2.0);
  }

  @Test
  void theMedianIsTheMiddle() {
    assertThat(Numbers.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
    assertThat(Numbers.median(List.of(4.0, 1.0))).isEqualTo(2.5);
  }

  private static Map<Workload, Result> results() {
    Map<Workload, Result> results = new LinkedHashMap<>();
    results.put(new FanOutOne(), MAIN);
    results.put(new Idle(), new Result().with("idleCpuPercent", 9.5));
    return results;
  }
}
