package io.hooklane.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hooklane bench}: what is measured, and where it is written. */
@Command(
    name = "hooklane bench",
    description = "Measures the product, and a bare loop beside it, on a product of its own.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long each window is, 2 to 600 (default: ${DEFAULT-VALUE}).")
  private int seconds = 10;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often product and bare loop take turns, 1 to 20 (${DEFAULT-VALUE}).")
  private int pairs = 3;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description = "Only this one; may be given again. See --list.")
  private List<String> workloads = new ArrayList<>();

  @Option(names = "--list", description = "Say which workloads there are, and end.")
  private boolean list;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write bench.md and bench.svg here; docs/performance if all workloads are measured.")
  private @Nullable Path out;

  @Option(
      names = "--outstanding",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Deliveries published and not received at full speed (${DEFAULT-VALUE}).")
  private int outstanding = 10_000;

  @Option(
      names = "--endpoints",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Of the workload with many of them (${DEFAULT-VALUE}).")
  private int endpoints = 100_000;

  @Option(
      names = "--deliveries",
      paramLabel = "N",
      defaultValue = "10000000",
      description = "In the log of the workload log-scale (${DEFAULT-VALUE}).")
  private long deliveries = 10_000_000;

  @Option(names = "--keep", description = "Leave the product's data and logs where they are.")
  private boolean keep;

  /** Runs it; 0 when all bounds were kept, 1 when one was missed or it failed, 2 for bad words. */
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new BenchCommand());
    line.setExecutionExceptionHandler(
        (exception, called, parsed) -> {
          if (exception instanceof BenchException || exception instanceof UncheckedIOException) {
            called.getErr().println("hooklane bench: " + exception.getMessage());
            called.getErr().flush();
            return 1;
          }
          throw exception;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() {
    if (list) {
      Workloads.all()
          .forEach(
              one ->
                  say(
                      "%-26s %s%s"
                          .formatted(
                              one.name(), one.what(), one.usual() ? "" : " (by name only)")));
      return 0;
    }
    Settings settings = settings();
    List<Workload> chosen = chosen();
    Run run = new Benchmark(settings, keep).run(chosen);
    String markdown = Report.markdown(run, Benchmark.machine());
    say(markdown);
    write(settings, run, markdown);
    return run.missed().isEmpty() ? 0 : 1;
  }

  private Settings settings() {
    require(seconds >= 2 && seconds <= 600, "--seconds is 2 to 600");
    require(pairs >= 1 && pairs <= 20, "--pairs is 1 to 20");
    require(outstanding >= 1 && outstanding <= 1_000_000, "--outstanding is 1 to 1000000");
    require(endpoints >= 10 && endpoints <= 1_000_000, "--endpoints is 10 to 1000000");
    require(
        deliveries >= 10_000 && deliveries <= 1_000_000_000, "--deliveries is 10000 to 1000000000");
    require(
        json == null || !Files.isDirectory(json),
        "--json is a file, but there is such a directory");
    return new Settings(
        Path.of(System.getProperty("hooklane.home", "")).toAbsolutePath(),
        seconds,
        pairs,
        outstanding,
        endpoints,
        deliveries);
  }

  private List<Workload> chosen() {
    if (workloads.isEmpty()) {
      return Workloads.all().stream().filter(Workload::usual).toList();
    }
    String known = Workloads.all().stream().map(Workload::name).collect(Collectors.joining(", "));
    for (String name : workloads) {
      require(
          Workloads.all().stream().anyMatch(one -> one.name().equals(name)),
          "There is no workload " + name + "; there are " + known);
    }
    return Workloads.all().stream().filter(one -> workloads.contains(one.name())).toList();
  }

  private void write(Settings settings, Run run, String markdown) {
    Path directory = out;
    if (directory == null && workloads.isEmpty()) {
      directory = settings.home().resolve("docs").resolve("performance");
    }
    try {
      if (json != null) {
        Files.write(
            json, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(run.asJson()));
      }
      if (directory != null) {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("bench.md"), Report.page(markdown));
        Files.writeString(directory.resolve("bench.svg"), Chart.svg(run));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not write the figures: " + e, e);
    }
  }

  private void require(boolean kept, String otherwise) {
    if (!kept) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private void say(String text) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }
}
