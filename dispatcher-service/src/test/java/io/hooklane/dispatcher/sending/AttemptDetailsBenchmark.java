package io.hooklane.dispatcher.sending;

import io.hooklane.contracts.delivery.Timings;
import io.hooklane.contracts.message.Message;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.signing.SignatureStyle;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to tell of an attempt how long its steps took and with which headers it went. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AttemptDetailsBenchmark {

  private final RequestLines lines = new RequestLines("Hooklane/1.0");
  private final Instant now = Instant.now();
  private Endpoint usual = endpoint(null);
  private Endpoint special = usual;
  private long nanos;

  /** Opens the headers of an endpoint. */
  @Setup
  public void prepare() throws Exception {
    special = endpoint("{\"x-tenant\":\"a\",\"x-region\":\"b\",\"cookie\":\"c\"}");
    special.headers().open();
  }

  /** Of an endpoint that asks for nothing special. */
  @Benchmark
  public String headers() {
    return lines.of(SignatureStyle.STANDARD, now, Message.JSON, null, usual.headers());
  }

  /** Of one with headers and an authorization. */
  @Benchmark
  public String headersOfItsOwn() {
    return lines.of(SignatureStyle.STANDARD, now, Message.JSON, "Bearer x", special.headers());
  }

  /** As a report has it: of a connection that was there, the first byte only. */
  @Benchmark
  public String timings() {
    nanos += 1_000_003;
    return new Timings(null, null, null, Duration.ofNanos(nanos & 0xFFF_FFFFL)).text();
  }

  private static Endpoint endpoint(@Nullable String headers) {
    try (SendingRig rig = new SendingRig(Map.of())) {
      SendingRig.Settings settings = rig.endpoint("http://127.0.0.1/");
      return Objects.requireNonNull(
          headers == null ? settings.configured() : settings.headers(headers).configured());
    }
  }
}
