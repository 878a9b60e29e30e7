package io.hooklane.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The main figures as a picture: how fast, and where the CPU time goes. */
final class Chart {

  private static final int WIDTH = 760;
  private static final int LEFT = 170;
  private static final int ROW = 26;
  private static final int BAR = 16;
  private static final int LONGEST = WIDTH - LEFT - 130;
  private static final String PRODUCT = "#2f6fab";
  private static final String BARE = "#a0a7ae";

  private final StringBuilder shapes = new StringBuilder();
  private int y = 10;

  private record Bar(String name, double value, String label, String colour) {}

  private Chart() {}

  /** As SVG; empty of bars when the main workload was not measured. */
  static String svg(Run run) {
    Chart chart = new Chart();
    List<Bar> speeds = new ArrayList<>();
    run.figure(FanOutOne.NAME, "deliveriesPerSecond")
        .ifPresent(value -> speeds.add(bar("product", value, "%,.0f/s", PRODUCT)));
    run.figure(FanOutOne.NAME, "bareLoopPerSecond")
        .ifPresent(value -> speeds.add(bar("bare loop", value, "%,.0f/s", BARE)));
    chart.group("Deliveries per second", speeds);
    List<Bar> cpu = new ArrayList<>();
    if (run.of(FanOutOne.NAME).figures().get("cpuSecondsPerThousand") instanceof Map<?, ?> map) {
      map.forEach(
          (name, seconds) -> {
            if (seconds instanceof Number known) {
              double milliseconds = known.doubleValue() * 1_000;
              cpu.add(bar(String.valueOf(name), milliseconds, "%.1f ms", PRODUCT));
            }
          });
    }
    chart.group("CPU time per 1,000 deliveries, product at work", cpu);
    return chart.finish();
  }

  private static Bar bar(String name, double value, String format, String colour) {
    return new Bar(name, value, String.format(Locale.ROOT, format, value), colour);
  }

  private void group(String title, List<Bar> bars) {
    if (bars.isEmpty()) {
      return;
    }
    text(10, y + BAR, "start", "bold", title);
    y += ROW;
    double longest = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    for (Bar bar : bars) {
      int length = (int) Math.round(longest <= 0 ? 0 : bar.value() / longest * LONGEST);
      text(LEFT - 10, y + BAR - 3, "end", "normal", bar.name());
      shapes.append(
          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n"
              .formatted(LEFT, y, length, BAR, bar.colour()));
      text(LEFT + length + 8, y + BAR - 3, "start", "normal", bar.label());
      y += ROW;
    }
    y += ROW / 2;
  }

  private void text(int x, int baseline, String anchor, String weight, String words) {
    shapes.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>%n"
            .formatted(x, baseline, anchor, weight, escaped(words)));
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private String finish() {
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d"\
         font-family="sans-serif" font-size="13" fill="#24292f">
        <rect width="%1$d" height="%2$d" fill="#ffffff"/>
        %3$s</svg>
        """
        .formatted(WIDTH, y + 10, shapes);
  }
}
