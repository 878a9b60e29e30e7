package io.hooklane.deliverylog.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hooklane.management.ApiException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamPlacesTest {

  private final AtomicInteger taken = new AtomicInteger();
  private final StreamPlaces places = new StreamPlaces(3, 2, taken::set);

  @Test
  void oneCallerDoesNotTakeAllPlaces() {
    Runnable first = places.take("key_1");
    places.take("key_1");

    assertRefused("key_1", 429);
    first.run();
    first.run();
    places.take("key_1");
    assertRefused("key_1", 429);
    assertThat(taken).hasValue(2);
  }

  @Test
  void whoComesWhenAllAreTakenIsRefusedUntilOneLeaves() {
    places.take("key_1");
    Runnable second = places.take("key_2");
    places.take("key_3");

    assertRefused("key_4", 503);
    second.run();
    places.take("key_4");
    assertThat(taken).hasValue(3);
  }

  private void assertRefused(String caller, int status) {
    assertThatThrownBy(() -> places.take(caller))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(status));
  }
}
