package io.hooklane.deliverylog.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.id.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KnownMessagesTest {

  private final SplittableRandom random = new SplittableRandom();

  @Test
  void theOldestMakeRoom() {
    KnownMessages known = new KnownMessages(10 * 1_300L);
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      MessageId id = MessageId.random(Instant.now(), random);
      ids.add(id);
      known.add(id, KnownMessage.of(null, new byte[1_000], 65_536));
      known.add(id, KnownMessage.of(null, new byte[1_000], 65_536));
    }

    assertThat(ids.subList(0, 15)).allMatch(id -> known.get(id) == null);
    assertThat(ids.subList(15, 25)).allMatch(id -> known.get(id) != null);
  }

  @Test
  void noMoreOfAPayloadIsKeptThanIsShown() {
    assertThat(KnownMessage.of(null, new byte[11], 10).payload()).hasSize(10);
    assertThat(KnownMessage.of(null, new byte[11], 10).truncated()).isTrue();
    assertThat(KnownMessage.of(null, new byte[10], 10).truncated()).isFalse();
  }
}
