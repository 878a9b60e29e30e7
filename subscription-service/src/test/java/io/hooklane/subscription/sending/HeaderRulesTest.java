package io.hooklane.subscription.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {

  @Property
  void noValueWithAControlOrAnotherCharacterThanAsciiPasses(
      @ForAll @StringLength(max = 5) String before, @ForAll char odd) {
    boolean allowed = odd >= ' ' && odd < 0x7f || odd == '\t';

    if (!allowed) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HeaderRules.check("X-A", before + odd + "z"))
          .withMessageNotContaining(before + odd);
    }
  }

  @Property
  void everyVisibleTextPasses(
      @ForAll @NotBlank @CharRange(from = '!', to = '~') @StringLength(min = 1, max = 50)
          String value) {
    assertThatCode(() -> HeaderRules.check("X-A", value + " " + value)).doesNotThrowAnyException();
  }

  @Property
  void noNameWithASeparatorPasses(@ForAll @StringLength(max = 5) String before) {
    for (char separator : " \t\r\n:;,\"/()<>@[]\\{}=?\u0000\u007fé".toCharArray()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HeaderRules.checkName(before + separator + "X"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "X-Api-Key",
        "x-auth-token",
        "X-Secret",
        "X-PASSWORD",
        "X-Hub-Signature",
        "X-Session-Id",
        "Client-Credentials"
      })
  void whatIsLikelyASecretIsKnownByItsName(String name) {
    assertThat(HeaderRules.isSensitive(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Team", "Accept", "X-Request-Source"})
  void othersAreShown(String name) {
    assertThat(HeaderRules.isSensitive(name)).isFalse();
  }
}
