package io.hooklane.dispatcher.sending;

import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.delivery.Timings;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.AttemptId;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.Message;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.signing.SignatureStyle;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
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
  private final Subject subject = subject(now);
  private final AttemptId id = AttemptId.random(now, new SplittableRandom(2));
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

  /** A report as it is written with all of that. */
  @Benchmark
  public Headers report() {
    nanos += 1_000_003;
    return written(
        new Timings(null, null, null, Duration.ofNanos(nanos & 0xFFF_FFFFL)),
        lines.of(SignatureStyle.STANDARD, now, Message.JSON, null, usual.headers()));
  }

  /** The same without. */
  @Benchmark
  public Headers reportWithout() {
    return written(Timings.UNKNOWN, null);
  }

  private Headers written(Timings timings, @Nullable String requestHeaders) {
    Headers headers = new RecordHeaders();
    new Attempt(
            subject,
            id,
            1,
            Trigger.SCHEDULED,
            now,
            Duration.ofMillis(12),
            "https://example.com/hooks",
            200,
            null,
            null,
            timings,
            requestHeaders,
            "content-length: 2\ncontent-type: text/plain",
            DeliveryState.SUCCESS,
            null)
        .writeTo(io.hooklane.topics.RecordHeaders.sink(headers));
    return headers;
  }

  private static Subject subject(Instant now) {
    SplittableRandom random = new SplittableRandom(1);
    MessageId message = MessageId.random(now, random);
    EndpointId endpoint = EndpointId.random(now, random);
    return new Subject(
        DeliveryId.of(message, endpoint),
        message,
        EnvironmentId.random(now, random),
        ApplicationId.random(now, random),
        endpoint,
        "order.created",
        now);
  }

  private static Endpoint endpoint(@Nullable String headers) {
    try (SendingRig rig = new SendingRig(Map.of())) {
      SendingRig.Settings settings = rig.endpoint("http://127.0.0.1/");
      return Objects.requireNonNull(
          headers == null ? settings.configured() : settings.headers(headers).configured());
    }
  }
}
