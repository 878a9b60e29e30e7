package io.hooklane.dispatcher;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the JMH benchmarks of this module; not part of the build, see docs/performance.md. {@code
 * -Dbenchmarks=Signer} runs those whose name has that in it.
 */
class MicroBenchmarks {

  @Test
  void print() throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(System.getProperty("benchmarks", "Benchmark"))
                .forks(2)
                .jvmArgs("-Xmx512m", "-XX:+UseSerialGC")
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .timeout(TimeValue.minutes(1))
                .timeUnit(TimeUnit.NANOSECONDS)
                .build())
        .run();
  }
}
