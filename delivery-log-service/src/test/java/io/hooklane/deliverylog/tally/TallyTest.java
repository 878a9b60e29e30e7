package io.hooklane.deliverylog.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.tally.Tally.EndpointTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final Instant BEGIN = Instant.parse("2026-11-21T10:30:00Z");

  private final Customer customer = Customer.aCustomer();
  private final Delivery delivery = customer.delivery(customer.message("order.created", BEGIN));

  /** What an attempt after so many seconds ended in. */
  record Told(int second, boolean byHand, boolean succeeded) {}

  @Provide
  Arbitrary<List<Told>> stories() {
    Arbitrary<Boolean> mostlyNot = Arbitraries.frequency(Tuple.of(1, true), Tuple.of(3, false));
    return Combinators.combine(Arbitraries.integers().between(0, 40), mostlyNot, mostlyNot)
        .as(Told::new)
        .list()
        .ofMaxSize(25);
  }

  @Property(tries = 500)
  void healthIsTheSameWhateverTheOrderAndTheSplit(
      @ForAll("stories") List<Told> story, @ForAll int split) {
    List<Attempt> attempts = story.stream().map(this::attempt).toList();
    EndpointHealth expected = expected(attempts);
    Random random = new Random(split);

    EndpointHealth state = EndpointHealth.UNKNOWN;
    List<Attempt> folded = new ArrayList<>();
    Tally waiting = new Tally();
    Tally batch = new Tally();
    for (Attempt attempt : attempts) {
      batch.attempt(attempt);
      folded.add(attempt);
      if (random.nextInt(3) == 0) {
        waiting.add(batch.packed());
        batch = new Tally();
        if (random.nextBoolean()) {
          state = fold(state, waiting, folded);
          waiting = new Tally();
        }
      }
    }
    waiting.add(batch.packed());
    state = fold(state, waiting, folded);

    assertThat(state).isEqualTo(expected);
  }

  /** As the table does it: what is not exact is counted among all attempts that are folded. */
  private static EndpointHealth fold(EndpointHealth state, Tally tally, List<Attempt> folded) {
    EndpointHealth merged = state;
    for (EndpointTally endpoint : tally.endpoints().values()) {
      merged = merged.mergedWith(endpoint.health);
    }
    if (merged.exact()) {
      return merged;
    }
    EndpointHealth counted = expected(folded);
    return merged.counted(counted.failures(), counted.failingSince());
  }

  private static EndpointHealth expected(List<Attempt> attempts) {
    Instant success =
        attempts.stream()
            .filter(Attempt::succeeded)
            .map(Attempt::at)
            .max(Comparator.naturalOrder())
            .orElse(null);
    List<Instant> failures =
        attempts.stream()
            .filter(attempt -> !attempt.succeeded())
            .filter(attempt -> attempt.trigger() == Trigger.SCHEDULED)
            .map(Attempt::at)
            .sorted()
            .toList();
    List<Instant> since =
        failures.stream().filter(at -> success == null || at.isAfter(success)).toList();
    return new EndpointHealth(
        success,
        since.size(),
        since.isEmpty() ? null : since.getFirst(),
        failures.isEmpty() ? null : failures.getLast(),
        failures.isEmpty() ? null : "The receiver answered 500",
        true);
  }

  private Attempt attempt(Told told) {
    if (told.succeeded()) {
      return customer.success(delivery, told.second());
    }
    return told.byHand()
        ? customer.failedByHand(delivery, told.second())
        : customer.retried(delivery, told.second());
  }

  @Test
  void aDeliveryCountsWhereItStandsAndAnAttemptWhenItBegan() {
    Tally tally = new Tally();
    Subject subject = Subject.of(delivery);

    tally.delivery(subject, null, Count.PENDING, false);
    tally.attempt(customer.retried(delivery, 1));
    tally.delivery(subject, Count.PENDING, Count.SUCCESS, true);
    tally.attempt(customer.success(delivery, 3_600));

    assertThat(counts(tally, "2026-11-21T10:00:00Z"))
        .isEqualTo(
            Map.of(
                Count.SUCCESS,
                1L,
                Count.RETRIED,
                1L,
                Count.ATTEMPTS,
                1L,
                Count.FAILED_ATTEMPTS,
                1L));
    assertThat(counts(tally, "2026-11-21T11:00:00Z")).isEqualTo(Map.of(Count.ATTEMPTS, 1L));
  }

  @Test
  void whatIsPackedIsTheSame() {
    Tally tally = new Tally();
    for (int i = 0; i < 300; i++) {
      Delivery other = Customer.aCustomer().delivery(customer.message("\0".repeat(i), BEGIN));
      tally.delivery(Subject.of(other), i % 2 == 0 ? Count.PENDING : null, Count.FAILED, false);
      tally.attempt(customer.unreachable(other, i));
    }

    Tally again = new Tally();
    again.add(tally.packed());

    assertThat(rollups(again)).isEqualTo(rollups(tally));
    assertThat(health(again)).isEqualTo(health(tally));
  }

  private static Map<Tally.Place, Map<Tally.Slot, Rollup>> rollups(Tally tally) {
    return tally.endpoints().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().rollups));
  }

  private static Map<Tally.Place, EndpointHealth> health(Tally tally) {
    return tally.endpoints().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().health));
  }

  private static Map<Count, Long> counts(Tally tally, String hour) {
    Rollup rollup =
        tally
            .endpoints()
            .values()
            .iterator()
            .next()
            .rollup(new Tally.Slot("order.created", Instant.parse(hour)));
    return Arrays.stream(Count.values())
        .filter(count -> rollup.count(count) != 0)
        .collect(Collectors.toMap(count -> count, rollup::count));
  }
}
