package io.hooklane.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.crypto.tink.Aead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {

  private static final MasterKey KEY = new MasterKey(Keyset.create());

  @Property(tries = 200)
  void opensWhatItSealedForTheSameContextOnly(
      @ForAll String context, @ForAll byte[] plain, @ForAll byte seed) {
    String sealed = KEY.seal(context, plain);

    assertThat(KEY.open(context, sealed)).isEqualTo(plain);
    assertThat(KEY.seal(context, plain)).isNotEqualTo(sealed);
    assertThatExceptionOfType(UnopenableException.class)
        .isThrownBy(() -> KEY.open(context + seed, sealed));
  }

  @Property(tries = 200)
  void whatIsNotSealedNeverOpens(@ForAll String text) {
    assertThatExceptionOfType(UnopenableException.class).isThrownBy(() -> KEY.open("a", text));
  }

  @Test
  void eachSealHasADataKeyOfItsOwn() {
    byte[] one = Base64.getDecoder().decode(KEY.seal("a", new byte[] {1}));
    byte[] other = Base64.getDecoder().decode(KEY.seal("a", new byte[] {1}));

    // Four bytes of length, then the wrapped key.
    int length = one[2] << 8 | one[3];
    assertThat(one).hasSizeGreaterThan(4 + length);
    assertThat(java.util.Arrays.copyOfRange(one, 4, 4 + length))
        .isNotEqualTo(java.util.Arrays.copyOfRange(other, 4, 4 + length));
  }

  @Test
  void opensWhatTheKeyItselfSealedBeforeThereWereEnvelopes() throws Exception {
    Aead direct = KEY.keyset().aead();
    String sealed =
        Base64.getEncoder()
            .encodeToString(direct.encrypt("old".getBytes(UTF_8), "ep".getBytes(UTF_8)));

    assertThat(KEY.open("ep", sealed)).asString(UTF_8).isEqualTo("old");
  }

  @Test
  void afterAPromotionOldAndNewOpenUntilTheOldKeyIsRemoved() {
    Keyset first = Keyset.create();
    Keyset both = first.withNewKey();
    Keyset promoted = both.promoted(both.keys().getLast().id());
    String old = new MasterKey(both).seal("a", new byte[] {1});

    String fresh = new MasterKey(promoted).seal("a", new byte[] {2});

    assertThat(new MasterKey(promoted).open("a", old)).containsExactly(1);
    assertThat(new MasterKey(both).open("a", fresh)).containsExactly(2);
    MasterKey withoutOld = new MasterKey(promoted.without(first.primary()));
    assertThat(withoutOld.open("a", fresh)).containsExactly(2);
    assertThatExceptionOfType(UnopenableException.class)
        .isThrownBy(() -> withoutOld.open("a", old));
  }

  @Test
  void readsTheFileOrTheKeysetItselfAsJsonOrBase64(@TempDir Path directory) throws Exception {
    String json = KEY.keyset().json();
    Path file = Files.writeString(directory.resolve("key.json"), json);
    String sealed = KEY.seal("a", new byte[] {7});

    assertThat(new MasterKey(config(file, null)).open("a", sealed)).containsExactly(7);
    assertThat(new MasterKey(config(null, json)).open("a", sealed)).containsExactly(7);
    String base64 = Base64.getMimeEncoder().encodeToString(json.getBytes(UTF_8));
    assertThat(new MasterKey(config(null, base64)).open("a", sealed)).containsExactly(7);
  }

  @Test
  void refusesToDoWithoutAKeyOrWithTwoAndSaysHowToMakeOne(@TempDir Path directory) {
    assertThatIllegalStateException()
        .isThrownBy(() -> new MasterKey(config(null, null)))
        .withMessageContaining("There is no master key")
        .withMessageContaining("HOOKLANE_MASTER_KEY_FILE")
        .withMessageContaining("HOOKLANE_MASTER_KEY_KEYSET")
        .withMessageContaining("./hooklane master-key create");
    assertThatIllegalStateException()
        .isThrownBy(() -> new MasterKey(config(directory, "{}")))
        .withMessageContaining("two master keys");
    assertThatIllegalStateException()
        .isThrownBy(() -> new MasterKey(config(directory.resolve("none"), null)))
        .withMessageContaining("cannot be read")
        .withMessageContaining("none");
  }

  @Test
  void refusesWhatIsNoKeysetWithoutShowingIt() {
    String broken = KEY.keyset().json().replace("\"value\"", "\"valve\"");

    assertThatIllegalStateException()
        .isThrownBy(() -> new MasterKey(config(null, broken)))
        .withMessageContaining("hooklane.master-key.keyset is not a Tink keyset")
        .withMessageNotContaining("valve")
        .withNoCause();
  }

  private static MasterKeyConfig config(@Nullable Path file, @Nullable String keyset) {
    return new MasterKeyConfig() {
      @Override
      public Optional<Path> file() {
        return Optional.ofNullable(file);
      }

      @Override
      public Optional<String> keyset() {
        return Optional.ofNullable(keyset);
      }
    };
  }
}
