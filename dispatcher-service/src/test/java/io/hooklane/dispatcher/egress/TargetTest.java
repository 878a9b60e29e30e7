package io.hooklane.dispatcher.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @Test
  void takesAUrlApart() {
    Target target = Target.parse("https://example.com:8443/a%20b?c=d#e");

    assertThat(target.secure()).isTrue();
    assertThat(target.host()).isEqualTo("example.com");
    assertThat(target.port()).isEqualTo(8443);
    assertThat(target.requestUri()).isEqualTo("/a%20b?c=d");
    assertThat(target.literal()).isNull();
  }

  @Test
  void fillsInPortAndPath() {
    assertThat(Target.parse("http://example.com").port()).isEqualTo(80);
    assertThat(Target.parse("HTTPS://example.com").port()).isEqualTo(443);
    assertThat(Target.parse("http://example.com?a=b").requestUri()).isEqualTo("/?a=b");
  }

  @Test
  void knowsAnAddressFromAName() {
    assertThat(Target.parse("http://127.0.0.1/").literal()).isNotNull();
    assertThat(Target.parse("http://[::1]:8080/").literal()).isNotNull();
    assertThat(Target.parse("http://[::1]:8080/").host()).isEqualTo("::1");
  }

  /** A resolver is asked for these names, and what it answers is checked; none is an address. */
  @ParameterizedTest
  @ValueSource(strings = {"http://2130706433/", "http://localhost./", "http://localhost/"})
  void aNameIsNotTakenForAnAddress(String url) {
    assertThat(Target.parse(url).literal()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "/path",
        "file:///etc/passwd",
        "ftp://example.com/",
        "http:///path",
        "http://ok@127.0.0.1/",
        "http://user:password@example.com/",
        "http://exam ple.com/",
        "http://example.com\\@127.0.0.1/",
        "http://example.com:0/",
        "http://example.com:70000/",
        "http://[fe80::1%25eth0]/",
        "http://0x7f.1/"
      })
  void refusesWhatIsNoPlainHttpUrl(String url) {
    assertThatThrownBy(() -> Target.parse(url)).isInstanceOf(IllegalArgumentException.class);
  }
}
