package io.hooklane.subscription.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.id.MessageId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SeenMessagesTest {

  private Instant now = Fixtures.NOW;
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final SeenMessages seen = new SeenMessages(Duration.ofMinutes(5), 2, clock);
  private final Fixtures fixtures = new Fixtures();

  @Test
  void forgetsWhatIsOld() {
    MessageId message = aMessage();
    seen.add(0, message);

    now = now.plus(Duration.ofMinutes(5)).plusMillis(1);

    assertThat(seen.contains(0, message)).isFalse();
  }

  @Test
  void forgetsTheOldestWhenThereAreTooMany() {
    MessageId first = aMessage();
    MessageId second = aMessage();
    seen.add(0, first);
    seen.add(0, second);

    seen.add(0, aMessage());

    assertThat(seen.contains(0, first)).isFalse();
    assertThat(seen.contains(0, second)).isTrue();
  }

  @Test
  void forgetsAPartitionThatIsGivenAway() {
    MessageId message = aMessage();
    seen.add(0, message);
    seen.add(1, message);

    seen.forget(0);

    assertThat(seen.contains(0, message)).isFalse();
    assertThat(seen.contains(1, message)).isTrue();
  }

  private MessageId aMessage() {
    return fixtures.aMessage("a").id();
  }
}
