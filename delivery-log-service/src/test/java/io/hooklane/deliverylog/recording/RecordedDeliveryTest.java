package io.hooklane.deliverylog.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.Customer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecordedDeliveryTest {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

  private final Customer customer = Customer.aCustomer();
  private final Message message = customer.message("order.created", NOW);
  private final Delivery delivery = customer.delivery(message);

  @Test
  void standsWhereTheHighestAttemptLeftIt() {
    RecordedDelivery merged =
        merged(
            RecordedDelivery.of(customer.retried(delivery, 2)),
            RecordedDelivery.of(delivery),
            RecordedDelivery.of(customer.retried(delivery, 1)));

    assertThat(merged.state()).isEqualTo(RecordedState.PENDING);
    assertThat(merged.attempts()).isEqualTo(2);
    assertThat(merged.nextAttemptAt()).isEqualTo(NOW.plusSeconds(302));
  }

  @Test
  void staysEndedWhateverComesLater() {
    RecordedDelivery merged =
        merged(
            RecordedDelivery.of(customer.success(delivery, 1)),
            RecordedDelivery.of(customer.retried(delivery, 2)),
            RecordedDelivery.of(delivery));

    assertThat(merged.state()).isEqualTo(RecordedState.SUCCESS);
    assertThat(merged.nextAttemptAt()).isNull();
  }

  @Test
  void isNotCanceledOnceAReceiverTookIt() {
    RecordedDelivery merged =
        merged(
            RecordedDelivery.of(customer.success(delivery, 1)),
            RecordedDelivery.of(customer.canceled(delivery)));

    assertThat(merged.state()).isEqualTo(RecordedState.SUCCESS);
  }

  @Test
  void isCanceledWhileItWaitsForARetry() {
    RecordedDelivery merged =
        merged(
            RecordedDelivery.of(customer.canceled(delivery)),
            RecordedDelivery.of(customer.retried(delivery, 3)));

    assertThat(merged.state()).isEqualTo(RecordedState.CANCELED);
    assertThat(merged.reason()).isEqualTo("The endpoint was disabled");
    assertThat(merged.nextAttemptAt()).isNull();
  }

  @Test
  void staysAsTheScheduleLeftItWhenAResendFails() {
    for (DeliveryReport standing :
        List.of(customer.retried(delivery, 1), customer.canceled(delivery))) {
      RecordedDelivery before = RecordedDelivery.of(standing);

      assertThat(
              merged(
                  before,
                  RecordedDelivery.of(customer.resent(delivery)),
                  RecordedDelivery.of(customer.failedByHand(delivery, 2)),
                  RecordedDelivery.of(customer.canceledByHand(delivery))))
          .isEqualTo(before);
    }
  }

  @Test
  void staysSuccessfulWhateverFailsLater() {
    RecordedDelivery merged =
        merged(
            RecordedDelivery.of(customer.success(delivery, 1)),
            RecordedDelivery.of(customer.failedByHand(delivery, 7)));

    assertThat(merged.state()).isEqualTo(RecordedState.SUCCESS);
  }

  @Test
  void failsWhenOnlySentByHandAndInVain() {
    RecordedDelivery merged =
        merged(
            RecordedDelivery.of(customer.failedByHand(delivery, 1)),
            RecordedDelivery.of(customer.resent(delivery)));

    assertThat(merged.state()).isEqualTo(RecordedState.RESEND_FAILED);
  }

  @Property
  void anyOrderAndRepetitionEndsTheSame(
      @ForAll("facts") List<RecordedDelivery> facts, @ForAll Random random) {
    // Given
    List<RecordedDelivery> others = new ArrayList<>(facts);
    for (int i = random.nextInt(5); i > 0; i--) {
      others.add(facts.get(random.nextInt(facts.size())));
    }
    Collections.shuffle(others, random);

    // When
    RecordedDelivery merged = merged(others.toArray(RecordedDelivery[]::new));

    // Then
    assertThat(merged).isEqualTo(merged(facts.toArray(RecordedDelivery[]::new)));
  }

  @Property
  void isOneRowAndNewOnceItsFirstRecordIsThere(
      @ForAll("facts") List<RecordedDelivery> facts, @ForAll Random random) {
    // Given
    Batch batch = new Batch();
    int first = random.nextInt(facts.size());

    // When
    for (int i = 0; i < facts.size(); i++) {
      if (i == first) {
        batch.begin(facts.get(i));
      } else {
        batch.add(facts.get(i));
      }
    }

    // Then
    assertThat(only(batch)).isEqualTo(merged(facts.toArray(RecordedDelivery[]::new)));
    assertThat(rows(batch).newDeliveries(new ReportedAhead())).hasSize(1);
  }

  @Provide
  Arbitrary<List<RecordedDelivery>> facts() {
    Arbitrary<RecordedDelivery> fact =
        Combinators.combine(
                Arbitraries.of(RecordedState.values()),
                Arbitraries.integers().between(0, 4),
                Arbitraries.integers().between(0, 2),
                Arbitraries.integers().between(0, 2).injectNull(0.3),
                Arbitraries.of(Failure.TIMEOUT, Failure.STATUS).injectNull(0.3),
                Arbitraries.of("timeout", "refused").injectNull(0.3))
            .as(
                (state, attempts, at, next, failure, reason) ->
                    new RecordedDelivery(
                        Subject.of(delivery),
                        state,
                        attempts,
                        NOW.plusSeconds(at),
                        next == null ? null : NOW.plusSeconds(next),
                        failure,
                        reason));
    return fact.list().ofMinSize(1).ofMaxSize(8);
  }

  private static RecordedDelivery merged(RecordedDelivery... facts) {
    Batch batch = new Batch();
    for (RecordedDelivery fact : facts) {
      batch.add(fact);
    }
    return only(batch);
  }

  private static RecordedDelivery only(Batch batch) {
    List<RecordedDelivery> all = rows(batch).deliveries();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static Rows rows(Batch batch) {
    assertThat(batch.partitions()).hasSize(1);
    return batch.parts().getFirst().partitions().values().iterator().next();
  }
}
