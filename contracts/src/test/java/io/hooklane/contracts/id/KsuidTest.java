package io.hooklane.contracts.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class KsuidTest {

  private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");
  private static final String EARLIEST = "000000000000000000000000000";
  private static final String LATEST = "aWgEPTl1tmebfsQzFP4bxwgy80V";

  @Property
  void textOrderIsTimeOrderToTheMillisecond(
      @ForAll @LongRange(min = 1_400_000_000_000L, max = 5_600_000_000_000L) long earlier,
      @ForAll @LongRange(min = 1, max = 10_000_000_000L) long later) {
    String first = Ksuid.random(Instant.ofEpochMilli(earlier), RANDOM);
    String second = Ksuid.random(Instant.ofEpochMilli(earlier + later), RANDOM);

    assertThat(first).isLessThan(second).hasSize(Ksuid.LENGTH);
    assertThat(Ksuid.isValid(first, 0)).isTrue();
  }

  @Property
  void derivedIdentifiersDependOnEveryPart(@ForAll String one, @ForAll String other) {
    String ksuid = Ksuid.derived(one, other);

    assertThat(ksuid).isEqualTo(Ksuid.derived(one, other));
    assertThat(ksuid).isNotEqualTo(Ksuid.derived(one, other + "x"));
    assertThat(Ksuid.isValid(ksuid, 0)).isTrue();
  }

  @Property
  void anIdentifierDerivedAtTheTimeOfAnotherSortsWithIt(
      @ForAll @LongRange(min = 1_400_000_000_001L, max = 5_600_000_000_000L) long moment) {
    String origin = Ksuid.random(Instant.ofEpochMilli(moment), RANDOM);
    String before = Ksuid.random(Instant.ofEpochMilli(moment - 1), RANDOM);
    String after = Ksuid.random(Instant.ofEpochMilli(moment + 1), RANDOM);

    assertThat(Ksuid.derivedAtTimeOf(origin, "a")).isGreaterThan(before).isLessThan(after);
  }

  @Property
  void theFirstIdentifierOfAMillisecondStandsBeforeAllOfIt(
      @ForAll @LongRange(min = 1_400_000_000_001L, max = 5_600_000_000_000L) long moment) {
    String first = Ksuid.first(Instant.ofEpochMilli(moment).plusNanos(999_999));

    assertThat(Ksuid.random(Instant.ofEpochMilli(moment), RANDOM)).isGreaterThanOrEqualTo(first);
    assertThat(Ksuid.random(Instant.ofEpochMilli(moment - 1), RANDOM)).isLessThan(first);
  }

  @Test
  void theFirstIdentifierOfAnyMomentIsOneOfTheTimeThatItCanTell() {
    assertThat(Ksuid.first(Instant.MIN)).isEqualTo(EARLIEST);
    assertThat(Ksuid.time(Ksuid.first(Instant.MAX))).isEqualTo("2150-06-19T23:21:35.999Z");
  }

  @Test
  void aMomentBeforeTheEpochIsRefused() {
    assertThatThrownBy(() -> Ksuid.random(Instant.EPOCH, RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLargestIdentifierIsTheLastThatIsValid() {
    assertThat(Ksuid.isValid(EARLIEST, 0)).isTrue();
    assertThat(Ksuid.isValid(LATEST, 0)).isTrue();
    assertThat(Ksuid.isValid("aWgEPTl1tmebfsQzFP4bxwgy80W", 0)).isFalse();
    assertThat(Ksuid.isValid("00000000000000000000000000-", 0)).isFalse();
    assertThat(Ksuid.isValid("0000000000000000000000000é0", 0)).isFalse();
  }

  @Test
  void tellsTheTimeItWasMadeFor() {
    Instant moment = Instant.parse("2026-02-03T04:05:06.789Z");

    assertThat(Ksuid.time(Ksuid.random(moment, RANDOM))).isEqualTo(moment);
  }
}
