package io.hooklane.deliverylog.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.id.MessageId;
import io.hooklane.deliverylog.message.MessagePlace;
import io.hooklane.deliverylog.resend.Resend;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SentBeforeTest {

  private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");
  private static final SplittableRandom RANDOM = new SplittableRandom(7);

  private final List<MessagePlace> places =
      IntStream.range(0, 6)
          .mapToObj(i -> BEGIN.plusSeconds(i))
          .map(at -> new MessagePlace(at, MessageId.random(at, RANDOM).value()))
          .toList();

  @Test
  void leavesOutWhatWasSentAndCountsEachOnce() {
    SentBefore before = new SentBefore(List.of(places.get(0), places.get(2), places.get(5)));

    // 0 is not selected any more, 1 to 3 are.
    Page page = page(1, 2, 3);

    assertThat(before.left(page))
        .extracting(one -> one.message().value())
        .containsExactly(places.get(1).id(), places.get(3).id());
    assertThat(before.sentWith(page)).isEqualTo(4);
    assertThat(before.rest()).isEqualTo(1);
    assertThat(before.sentWith(page(4, 5))).isEqualTo(2);
    assertThat(before.rest()).isZero();
  }

  @Test
  void nothingWasSentBefore() {
    SentBefore before = new SentBefore(List.of());

    assertThat(before.left(page(0, 1))).hasSize(2);
    assertThat(before.sentWith(page(0, 1))).isEqualTo(2);
  }

  private Page page(int... numbers) {
    List<Resend> resends =
        Arrays.stream(numbers)
            .mapToObj(places::get)
            .map(
                place ->
                    new Resend(
                        new MessageId(place.id()),
                        place.acceptedAt(),
                        "a",
                        "application/json",
                        0,
                        new byte[0]))
            .toList();
    return new Page(resends, places.get(numbers[numbers.length - 1]));
  }
}
