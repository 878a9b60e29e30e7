package io.hooklane.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class KeysetTest {

  private final Keyset keyset = Keyset.create();

  @Test
  void aNewKeyIsThereButDoesNotSealUntilItIsPromoted() {
    Keyset two = keyset.withNewKey();

    assertThat(two.keys()).extracting(Keyset.Key::primary).containsExactly(true, false);
    long added = two.keys().getLast().id();
    assertThat(two.promoted(added).primary()).isEqualTo(added);
    assertThat(two.primary()).isEqualTo(keyset.primary());
  }

  @Test
  void comesBackFromItsText() {
    assertThat(Keyset.parse(keyset.json()).keys()).isEqualTo(keyset.keys());
  }

  @Test
  void thePrimaryKeyIsNotRemoved() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keyset.without(keyset.primary()))
        .withMessageContaining("promote another first");
  }

  @Test
  void aKeyThatIsNotThereIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keyset.promoted(1))
        .withMessageContaining("no key 1");
  }

  @Test
  void itsTextNeverShowsByAccident() {
    assertThat(keyset.toString())
        .contains(Long.toString(keyset.primary()))
        .doesNotContain("AesGcm", "value");
  }
}
