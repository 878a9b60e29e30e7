package io.hooklane.dispatcher.lane;

import static io.hooklane.dispatcher.Deliveries.aDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.health.EndpointVerdict.Verdict;
import io.hooklane.dispatcher.sending.AttemptOutcome;
import io.hooklane.dispatcher.sending.Response;
import io.hooklane.dispatcher.sending.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemandsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.000000001Z");

  @Test
  void goneEndsTheDeliveryAndTheEndpoint() {
    AttemptOutcome gone = refused(410, null, Wish.NONE);

    assertThat(Demands.forbidsRetry(gone)).isTrue();
    assertThat(verdict(gone)).isEqualTo(Verdict.GONE);
  }

  @Test
  void theWishToDisableEndsTheEndpointWhateverTheStatusIs() {
    assertThat(verdict(succeeded(Wish.DISABLE))).isEqualTo(Verdict.REFUSED);
    assertThat(verdict(refused(500, null, Wish.DISABLE))).isEqualTo(Verdict.REFUSED);
    assertThat(verdict(refused(410, null, Wish.DISABLE))).isEqualTo(Verdict.GONE);
    assertThat(Demands.forbidsRetry(refused(500, null, Wish.DISABLE))).isFalse();
  }

  @Test
  void theWishToAbortEndsTheDeliveryOnly() {
    AttemptOutcome aborted = refused(500, null, Wish.ABORT_MESSAGE);

    assertThat(Demands.forbidsRetry(aborted)).isTrue();
    assertThat(verdict(aborted)).isNull();
  }

  @Test
  void otherOutcomesAreLeftToTheSchedule() {
    assertThat(verdict(succeeded(Wish.NONE))).isNull();
    assertThat(verdict(refused(503, null, Wish.NONE))).isNull();
    assertThat(Demands.forbidsRetry(refused(503, null, Wish.NONE))).isFalse();
    AttemptOutcome failed = new AttemptOutcome.Failed(Failure.CONNECT, "No connection");
    assertThat(verdict(failed)).isNull();
    assertThat(Demands.forbidsRetry(failed)).isFalse();
    assertThat(Demands.notBefore(failed, NOW, NOW)).isEqualTo(NOW);
  }

  @Test
  void aVerdictSaysWhoseItIs() {
    Delivery delivery = aDelivery();

    EndpointVerdict verdict = Demands.verdict(refused(410, null, Wish.NONE), delivery, NOW);

    Objects.requireNonNull(verdict);
    assertThat(verdict.endpoint()).isEqualTo(delivery.endpoint());
    assertThat(verdict.application()).isEqualTo(delivery.application());
    assertThat(verdict.environment()).isEqualTo(delivery.environment());
    assertThat(verdict.at()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    assertThat(verdict.detail()).contains("410");
  }

  @Property
  void neitherTheScheduleNorTheReceiverIsUndercut(
      @ForAll @LongRange(min = 0, max = 200_000_000_000_000L) long scheduledNanos,
      @ForAll @LongRange(min = 1, max = 86_400_000_000_000L) long askedNanos) {
    Instant scheduled = Instant.ofEpochMilli(NOW.plusNanos(scheduledNanos).toEpochMilli());
    AttemptOutcome busy = refused(503, Duration.ofNanos(askedNanos), Wish.NONE);

    Instant due = Demands.notBefore(busy, scheduled, NOW);

    assertThat(due).isAfterOrEqualTo(scheduled).isAfterOrEqualTo(NOW.plusNanos(askedNanos));
    assertThat(due.getNano() % 1_000_000).isZero();
    assertThat(due.equals(scheduled) || due.isBefore(NOW.plusNanos(askedNanos).plusMillis(1)))
        .isTrue();
  }

  private static @Nullable Verdict verdict(AttemptOutcome outcome) {
    EndpointVerdict verdict = Demands.verdict(outcome, aDelivery(), NOW);
    return verdict == null ? null : verdict.verdict();
  }

  private static AttemptOutcome succeeded(Wish wish) {
    return new AttemptOutcome.Succeeded(new Response(200, "", new byte[0], null, wish));
  }

  private static AttemptOutcome refused(int status, @Nullable Duration retryAfter, Wish wish) {
    return new AttemptOutcome.Refused(new Response(status, "", new byte[0], retryAfter, wish));
  }
}
