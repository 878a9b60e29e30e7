package io.hooklane.deliverylog.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {

  @Property(tries = 200)
  void whatWasWrittenIsRead(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = Long.MAX_VALUE) Long> next) {
    long[] positions = next.stream().mapToLong(Long::longValue).toArray();

    Positions read = Positions.parse(Positions.of(positions).text()).orElseThrow();

    assertThat(read.partitions()).isEqualTo(positions.length);
    for (int partition = 0; partition < positions.length; partition++) {
      assertThat(read.in(partition)).isEqualTo(positions[partition]);
    }
    assertThat(read.in(positions.length)).isZero();
  }

  @Property(tries = 200)
  void whateverIsReadNeverFails(@ForAll String text) {
    Positions.parse(text).ifPresent(read -> assertThat(Positions.parse(read.text())).isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AA", "Ag", "AgE", "AQH_", "_____w", "AQEB", "%"})
  void whatIsNoneIsRefused(String text) {
    assertThat(Positions.parse(text)).isEmpty();
  }
}
