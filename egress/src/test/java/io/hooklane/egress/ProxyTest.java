package io.hooklane.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {

  @Test
  void thereIsNoneUnlessItIsConfigured() {
    assertThat(Proxy.of(Settings.of(Map.of()))).isEmpty();
  }

  @Test
  void readsKindPlaceAndLogin() {
    Proxy http = proxy("http://us%40er:p%3Aa+ss@proxy.corp.example:3128");
    Proxy socks = proxy("socks5://[fd00::1]:1080");

    assertThat(http.kind()).isEqualTo(Proxy.Kind.HTTP);
    assertThat(http.host()).isEqualTo("proxy.corp.example");
    assertThat(http.port()).isEqualTo(3128);
    assertThat(http.login()).isEqualTo(new Proxy.Login("us@er", "p:a+ss"));
    assertThat(Objects.requireNonNull(http.login()).toString()).doesNotContain("ss");
    assertThat(socks.kind()).isEqualTo(Proxy.Kind.SOCKS5);
    assertThat(socks.host()).isEqualTo("fd00::1");
    assertThat(socks.login()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy:3128",
        "proxy.corp.example",
        "https://secret:secret@proxy:3128",
        "http://secret@proxy:3128",
        "http://a:secret@proxy",
        "http://a:secret@:3128",
        "http://a:sec ret@proxy:3128"
      })
  void refusesWhatIsNoneWithoutSayingThePassword(String text) {
    assertThatThrownBy(() -> proxy(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("sec")
        .hasNoCause();
  }

  @Test
  void someAreConnectedToWithoutIt() throws UnknownHostException {
    Proxy proxy =
        Proxy.of(
                Settings.of(
                    Map.of(
                        "proxy", "http://proxy:3128",
                        "no-proxy", "direct.example, *.svc.example, 10.0.0.0/8, ::1")))
            .orElseThrow();
    InetAddress outside = InetAddress.getByName("8.8.8.8");

    assertThat(proxy.isFor(Target.parse("http://example.com/"), outside)).isTrue();
    assertThat(proxy.isFor(Target.parse("http://direct.example/"), outside)).isFalse();
    assertThat(proxy.isFor(Target.parse("http://a.svc.example/"), outside)).isFalse();
    assertThat(proxy.isFor(Target.parse("http://x/"), InetAddress.getByName("10.1.1.1"))).isFalse();
    assertThat(proxy.isFor(Target.parse("http://x/"), InetAddress.getByName("::1"))).isFalse();
  }

  private static Proxy proxy(String url) {
    return Proxy.of(Settings.of(Map.of("proxy", url))).orElseThrow();
  }
}
