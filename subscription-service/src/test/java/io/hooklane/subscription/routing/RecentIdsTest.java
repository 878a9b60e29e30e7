package io.hooklane.subscription.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.id.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RecentIdsTest {

  @Property(tries = 300)
  void knowsWhatAMapWouldKnow(
      @ForAll @IntRange(min = 1, max = 400) int most,
      @ForAll @IntRange(min = 1, max = 1_000) int ids,
      @ForAll Random random) {
    // Given
    List<MessageId> all = new ArrayList<>();
    for (int i = 0; i < ids; i++) {
      all.add(MessageId.random(Instant.EPOCH.plusSeconds(1_700_000_000), random));
    }
    RecentIds recent = new RecentIds(most);
    Map<MessageId, Long> model = new LinkedHashMap<>();
    long now = 1_000;

    // When
    for (int step = 0; step < 1_500; step++) {
      MessageId id = all.get(random.nextInt(ids));
      now += random.nextInt(3);
      long forgotten = now - 500;
      recent.add(id, now, forgotten);
      addTo(model, id, now, forgotten, most);

      // Then
      MessageId asked = all.get(random.nextInt(ids));
      assertThat(recent.addedAt(asked)).isEqualTo(model.getOrDefault(asked, -1L));
      assertThat(recent.size()).isEqualTo(model.size());
    }
    for (MessageId id : all) {
      assertThat(recent.addedAt(id)).isEqualTo(model.getOrDefault(id, -1L));
    }
  }

  private static void addTo(
      Map<MessageId, Long> model, MessageId id, long now, long forgotten, int most) {
    if (model.replace(id, now) != null) {
      return;
    }
    Iterator<Long> oldest = model.values().iterator();
    while (oldest.hasNext()) {
      long at = oldest.next();
      if (model.size() < most && at >= forgotten) {
        break;
      }
      oldest.remove();
    }
    model.put(id, now);
  }
}
