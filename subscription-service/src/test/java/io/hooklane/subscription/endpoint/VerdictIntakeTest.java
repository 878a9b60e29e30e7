package io.hooklane.subscription.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.health.EndpointVerdict.Verdict;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.topics.RecordHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class VerdictIntakeTest {

  private static final EndpointVerdict VERDICT =
      new EndpointVerdict(
          new EndpointId("ep_" + "1".repeat(27)),
          new ApplicationId("app_" + "2".repeat(27)),
          new EnvironmentId("env_" + "3".repeat(27)),
          Verdict.GONE,
          Instant.parse("2026-11-21T12:00:00Z"),
          "It answered 410 Gone");

  private final List<EndpointVerdict> tried = new ArrayList<>();

  @Test
  void whatFailsIsTriedAgainUntilItSucceeds() throws InterruptedException {
    VerdictIntake intake =
        new VerdictIntake(
            verdict -> {
              tried.add(verdict);
              if (tried.size() < 4) {
                throw new IllegalStateException("the database is away");
              }
            },
            Duration.ofMillis(1));

    intake.take(entry());

    assertThat(tried).containsExactly(VERDICT, VERDICT, VERDICT, VERDICT);
  }

  @Test
  void whatCannotBeReadIsPassedOver() throws InterruptedException {
    VerdictIntake intake = new VerdictIntake(tried::add, Duration.ofMillis(1));
    ConsumerRecord<byte[], byte[]> broken = entry();
    broken.headers().remove("hooklane_verdict");

    intake.take(broken);
    intake.take(entry());

    assertThat(tried).containsExactly(VERDICT);
  }

  @Test
  @Timeout(10)
  void whatIsNotDoneWhenTheServiceStopsIsNotTakenForDone() {
    VerdictIntake intake =
        new VerdictIntake(
            verdict -> {
              throw new IllegalStateException("the database is away");
            },
            Duration.ofMinutes(1));
    intake.stop();

    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> intake.take(entry()));
  }

  private static ConsumerRecord<byte[], byte[]> entry() {
    ConsumerRecord<byte[], byte[]> entry =
        new ConsumerRecord<>("hooklane.endpoint-health", 0, 0, new byte[0], new byte[0]);
    VERDICT.writeTo(RecordHeaders.sink(entry.headers()));
    return entry;
  }
}
