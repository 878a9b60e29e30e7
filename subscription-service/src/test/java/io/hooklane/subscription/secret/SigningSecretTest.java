package io.hooklane.subscription.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    SigningSecret secret = SigningSecret.random(new Random(1));

    assertThat(secret.toString()).doesNotContain(secret.text().substring(6, 12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningSecret.supplied("whsec_se!cret"))
        .withMessageNotContaining("se!cret")
        .withNoCause();
  }

  @Test
  void newOnesDiffer() {
    Random random = new Random(1);

    assertThat(SigningSecret.random(random)).isNotEqualTo(SigningSecret.random(random));
  }
}
