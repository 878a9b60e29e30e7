package io.hooklane.subscription.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "http://localhost:8080/a/b?c=d&e=%20",
        "HTTPS://example.com/",
        "https://[2001:db8::1]:8443/hook",
        "http://127.0.0.1/hook",
        "https://xn--bcher-kva.example/hook"
      })
  void takesAbsoluteHttpUrlsAsTheyAre(String text) {
    assertThat(EndpointUrl.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                              | empty",
        "example.com/hook                | absolute",
        "/hook                           | absolute",
        "ftp://example.com               | http or https",
        "mailto:a@example.com            | http or https",
        "https://                        | Not a URL",
        "https:///hook                   | no valid host",
        "https:example.com               | no valid host",
        "https://exa mple.com            | spaces",
        "https://bücher.example          | xn--",
        "https://user:pw@example.com     | credentials",
        "https://user@example.com        | credentials",
        "https://user@exa_mple.com       | credentials",
        "https://example.com:0/          | port",
        "https://example.com:65536/      | port",
        "https://example.com/a#b         | fragment",
        "https://example.com/%zz         | Not a URL",
        "https://exam_ple.com/           | no valid host",
        "https://[::1/                   | Not a URL",
        "https://2130706433/             | no valid host",
        "https://0x7f.1/                 | no valid host",
        "https://127.1/                  | no valid host",
        "https://example.com./           | dot",
        "https://127.0.0.1%00.example/   | no valid host",
        "https://[fe80::1%25eth0]/       | interface"
      })
  void saysWhatIsWrongWithOthers(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EndpointUrl.parse(text))
        .withMessageContaining(why);
  }
}
