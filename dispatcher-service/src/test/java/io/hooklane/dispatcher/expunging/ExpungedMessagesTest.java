package io.hooklane.dispatcher.expunging;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.message.Message;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExpungedMessagesTest {

  private static final SplittableRandom RANDOM = new SplittableRandom(7);
  private static final long NOON = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();

  private final ExpungedMessages expunged = new ExpungedMessages(() -> 2);
  private final Delivery one = delivery(NOON);

  @Test
  void knowsThoseThatWereAdded() {
    expunged.add(one.message(), NOON);

    assertThat(expunged.contain(one)).isTrue();
    assertThat(expunged.contain(delivery(NOON))).isFalse();
  }

  @Test
  void whatIsAcceptedAnewAfterwardsIsNotMeant() {
    Delivery again = delivery(one.message(), NOON + 1);

    expunged.add(one.message(), NOON);

    assertThat(expunged.contain(again)).isFalse();
  }

  @Test
  void theLatestTimeCountsInWhateverOrderTheyCome() {
    Delivery again = delivery(one.message(), NOON + 1);

    expunged.add(one.message(), NOON + 1);
    expunged.add(one.message(), NOON);

    assertThat(expunged.contain(again)).isTrue();
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    expunged.add(one.message(), NOON);
    Delivery second = delivery(NOON);
    expunged.add(second.message(), NOON);
    expunged.add(delivery(NOON).message(), NOON);

    assertThat(expunged.size()).isEqualTo(2);
    assertThat(expunged.contain(one)).isFalse();
    assertThat(expunged.contain(second)).isTrue();
  }

  private static Delivery delivery(long acceptedAt) {
    return delivery(MessageId.random(Instant.ofEpochMilli(acceptedAt), RANDOM), acceptedAt);
  }

  private static Delivery delivery(MessageId message, long acceptedAt) {
    Instant at = Instant.ofEpochMilli(acceptedAt);
    EndpointId endpoint = EndpointId.random(at, RANDOM);
    return new Delivery(
        DeliveryId.of(message, endpoint),
        message,
        EnvironmentId.random(at, RANDOM),
        ApplicationId.random(at, RANDOM),
        endpoint,
        "order.created",
        at,
        Message.JSON,
        1,
        Trigger.SCHEDULED,
        at,
        0,
        0,
        null);
  }
}
