package io.hooklane.subscription.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTest {

  @ParameterizedTest
  @ValueSource(ints = {24, 32, 75})
  void takesSuppliedOnesWithAndWithoutPrefix(int bytes) {
    String text = Base64.getEncoder().encodeToString(new byte[bytes]);

    assertThat(SigningSecret.supplied(text)).isEqualTo(SigningSecret.supplied("whsec_" + text));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 23, 76})
  void refusesOnesThatAreTooShortOrTooLong(int bytes) {
    String text = Base64.getEncoder().encodeToString(new byte[bytes]);

    assertThatIllegalArgumentException().isThrownBy(() -> SigningSecret.supplied(text));
  }

  @Test
  void neitherTextNorErrorGivesItAway() {
    SigningSecret secret = SigningSecret.random(SecretType.HMAC, new Random(1));

    assertThat(secret.toString()).doesNotContain(secret.text().substring(6, 12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningSecret.supplied("whsec_se!cret"))
        .withMessageNotContaining("se!cret")
        .withNoCause();
  }

  @ParameterizedTest
  @EnumSource(SecretType.class)
  void newOnesDiffer(SecretType type) {
    Random random = new Random(1);

    SigningSecret one = SigningSecret.random(type, random);

    assertThat(one.type()).isEqualTo(type);
    assertThat(one).isNotEqualTo(SigningSecret.random(type, random));
    assertThat(SigningSecret.supplied(one.text())).isEqualTo(one);
  }

  @Test
  void aPrivateKeyShowsItsPublicOneOnly() {
    SigningSecret secret = SigningSecret.random(SecretType.ED25519, new Random(1));
    byte[] pair = Base64.getDecoder().decode(secret.text().substring("whsk_".length()));

    assertThat(secret.verifier())
        .isEqualTo("whpk_" + Base64.getEncoder().encodeToString(Arrays.copyOfRange(pair, 32, 64)));
    assertThat(secret.toString()).isEqualTo("whsk_…");
  }

  @Test
  void aSeedAloneIsAPrivateKeyToo() {
    SigningSecret secret = SigningSecret.random(SecretType.ED25519, new Random(1));
    byte[] pair = Base64.getDecoder().decode(secret.text().substring("whsk_".length()));
    String seed = Base64.getEncoder().encodeToString(Arrays.copyOf(pair, 32));

    assertThat(SigningSecret.supplied("whsk_" + seed)).isEqualTo(secret);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 64, 65})
  void refusesPrivateKeysThatAreNone(int bytes) {
    String text = "whsk_" + Base64.getEncoder().encodeToString(new byte[bytes]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningSecret.supplied(text))
        .withMessageContaining("Ed25519");
  }
}
