package io.hooklane.deliverylog.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.activity.Progress.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final int RATE = 50;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Customer customer = Customer.aCustomer();
  private final ActivityFilter filter =
      new ActivityFilter(
          new EnvironmentId(Customer.ENVIRONMENT), customer.id(), null, Set.of(), null);
  private final ActivityHistory history = new ActivityHistory(200);
  private final long now = System.nanoTime();
  private long offset;

  ProgressTest() {
    history.begin(0, 0);
  }

  @Test
  void whatIsBeyondTheRateIsCountedAndToldWhenItsSecondIsOver() {
    Progress progress = fromNowOn();
    happens(RATE + 7);

    Step first = progress.step(history, now, true);
    Step later = progress.step(history, now + 2 * SECOND, true);
    happens(1);
    Step next = progress.step(history, now + 2 * SECOND, true);

    assertThat(first.events()).hasSize(RATE);
    assertThat(first.skipped()).isZero();
    assertThat(later.skipped()).isEqualTo(7);
    assertThat(next.events()).hasSize(1);
    assertThat(next.skipped()).isZero();
  }

  @Test
  void whoHasNoRoomMissesAndIsToldWhenThereIsRoomAgain() {
    Progress progress = fromNowOn();
    happens(3);

    Step without = progress.step(history, now, false);
    Step with = progress.step(history, now + 2 * SECOND, true);

    assertThat(without.isNothing()).isTrue();
    assertThat(with.skipped()).isEqualTo(3);
  }

  @Test
  void whatHappenedBeforeIsTheirsWithoutAnySkipped() {
    happens(RATE * 3);
    Progress progress = since(0);

    int shown = 0;
    for (int turn = 0; turn < 10; turn++) {
      Step step = progress.step(history, now, true);
      assertThat(step.skipped()).isZero();
      assertThat(step.gap()).isFalse();
      shown += step.events().size();
    }

    assertThat(shown).isEqualTo(RATE * 3);
    assertThat(progress.isCaughtUp()).isTrue();
  }

  @Test
  void whatIsForgottenIsToldOnce() {
    happens(250);
    Progress progress = since(10);

    assertThat(progress.step(history, now, true).gap()).isTrue();
    assertThat(progress.step(history, now, true).gap()).isFalse();
    assertThat(since(60).step(history, now, true).gap()).isFalse();
  }

  @Test
  void whoIsOvertakenWhileTheyReadIsTold() {
    happens(100);
    Progress progress = since(0);
    progress.step(history, now, true);
    happens(250);

    assertThat(progress.step(history, now, true).gap()).isTrue();
  }

  private Progress fromNowOn() {
    Progress progress = since(offset);
    progress.step(history, now, true);
    return progress;
  }

  private Progress since(long position) {
    return new Progress(filter, Positions.of(new long[] {position}), history, RATE);
  }

  private void happens(int count) {
    Message message = customer.message("order.created", Instant.now());
    for (int i = 0; i < count; i++) {
      long at = offset++;
      history.add(
          new ActivityEvent(
              0,
              at,
              customer.success(customer.delivery(message), 1),
              Positions.of(new long[] {offset})));
    }
  }
}
