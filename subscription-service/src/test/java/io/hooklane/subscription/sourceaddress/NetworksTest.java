package io.hooklane.subscription.sourceaddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

  @Test
  void comeBackInTheirUsualFormEachOnce() {
    assertThat(
            Networks.of(
                List.of("198.51.100.7", " 203.0.113.9/24 ", "2001:DB8:0::/48", "198.51.100.7/32")))
        .containsExactly("198.51.100.7/32", "203.0.113.0/24", "2001:db8::/48");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "0.0.0.0/0",
        "::/0",
        "10.0.0",
        "hooks.example.com",
        "10.0.0.0/33",
        "10.0.0-3.1"
      })
  void whatIsNoneIsNamed(String text) {
    assertThatIllegalStateException()
        .isThrownBy(() -> Networks.of(List.of(text)))
        .withMessageContaining("hooklane.source-addresses")
        .withMessageContaining('"' + text + '"');
  }
}
