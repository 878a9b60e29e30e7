package io.hooklane.deliverylog.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredPayloadTest {

  private static final byte[] ORDER =
      """
      {"order":{"id":"ord_1","lines":[{"sku":"A-1","quantity":1},{"sku":"A-2","quantity":1}]}}"""
          .getBytes(UTF_8);

  @Property
  void givesBackWhatItKeeps(@ForAll byte[] payload) {
    assertGivesBack(payload);
  }

  @Property
  void givesBackWhatItCompresses(
      @ForAll @Size(max = 300) List<@ByteRange(min = 0, max = 2) Byte> few) {
    byte[] payload = new byte[few.size()];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = few.get(i);
    }
    assertGivesBack(payload);
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_547, 3 << 20})
  void givesBackLongOnes(int length) {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (i % 300 * i);
    }
    assertGivesBack(payload);
  }

  private static void assertGivesBack(byte[] payload) {
    StoredPayload stored = StoredPayload.of(payload);

    assertThat(stored.payload()).isEqualTo(payload);
    assertThat(stored.bytes().length).isLessThanOrEqualTo(payload.length);
  }

  @Test
  void keepsAShortTextShorter() {
    StoredPayload stored = StoredPayload.of(ORDER);

    assertThat(stored.bytes().length).isLessThan(ORDER.length);
    assertThat(stored.size()).isEqualTo(ORDER.length);
    assertThat(stored.payload()).isEqualTo(ORDER);
  }

  @Test
  void keepsWhatDoesNotBecomeShorterAsItIs() {
    byte[] noise = new byte[300];
    new Random(1).nextBytes(noise);

    StoredPayload stored = StoredPayload.of(noise);

    assertThat(stored.bytes()).isEqualTo(noise);
    assertThat(stored.size()).isNull();
  }

  @Property
  void refusesABlockThatWasCut(@ForAll int at) {
    StoredPayload stored = StoredPayload.of(ORDER);
    int kept = Math.floorMod(at, stored.bytes().length);
    byte[] cut = Arrays.copyOf(stored.bytes(), kept);

    assertThatThrownBy(() -> new StoredPayload(cut, stored.size()).payload())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("damaged");
  }
}
