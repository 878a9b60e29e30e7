package io.hooklane.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @Test
  void takesAUrlApart() {
    Target target = Target.parse("https://example.com:8443/a%20b?c=d");

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
    assertThat(Target.parse("http://[::1]:8080/").bracketedHost()).isEqualTo("[::1]");
    assertThat(Target.parse("http://127.0.0.1/").bracketedHost()).isEqualTo("127.0.0.1");
    assertThat(Target.parse("http://example.com/").bracketedHost()).isEqualTo("example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/, 127.0.0.1",
    "http://[::1]/, 0:0:0:0:0:0:0:1",
    "http://[::ffff:a9fe:a9fe]/, 169.254.169.254",
    "http://[::ffff:169.254.169.254]/, 169.254.169.254",
    "http://[64:ff9b::a9fe:a9fe]/, 64:ff9b:0:0:0:0:a9fe:a9fe",
    "http://[2002:A9FE:A9FE::]/, 2002:a9fe:a9fe:0:0:0:0:0"
  })
  void readsAnAddressAsTheOneThatIsDialled(String url, String address) {
    assertThat(Objects.requireNonNull(Target.parse(url).literal()).getHostAddress())
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/",
        "http://LOCALHOST/",
        "http://xn--bcher-kva.example/",
        "http://a-b.c--d.example/",
        "http://1.2.3.4.example/",
        "http://1e100.net/"
      })
  void aNameIsNotTakenForAnAddress(String url) {
    assertThat(Target.parse(url).literal()).isNull();
    assertThat(Target.parse(url).host()).isLowerCase();
  }

  /** Whatever two readers could read in two ways is refused. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "/path",
        "//example.com/",
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://example.com/",
        "jar:http://example.com/!/",
        "http:///path",
        "http:example.com",
        "http://ok@127.0.0.1/",
        "http://user:password@example.com/",
        "http://@127.0.0.1/",
        "http://example.com/#fragment",
        "http://example.com#@127.0.0.1:80:x@/",
        "http://exam ple.com/",
        "http://example.com\\@127.0.0.1/",
        "http://127.0.0.1\\.example.com/",
        "http:\\\\127.0.0.1/",
        "http://127.0.0.1%00.example.com/",
        "http://127%2e0.0.1/",
        "http://%31%32%37.0.0.1/",
        "http://localhost%2eexample.com/",
        "http://example.com:0/",
        "http://example.com:70000/",
        "http://example.com:80:80/",
        "http://example.com:-1/",
        "http://example.com:٨٠/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[::1/",
        "http://[127.0.0.1]/",
        "http://[::1]x/",
        "http://[v1.a]/",
        "http://[::]%31/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://2130706433/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://127.0.0.01/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.0.0.1./",
        "http://127.0.0.256/",
        "http://1.2.3.4.5/",
        "http://example.1/",
        "http://example.0x1/",
        "http://0/",
        "http://localhost./",
        "http://example.com./",
        "http://example.com../",
        "http://.example.com/",
        "http://a..b/",
        "http://-a.example/",
        "http://a-.example/",
        "http://exam_ple.com/",
        "http://bücher.example/",
        "http://１２７.0.0.1/",
        "http://①②⑦.0.0.1/",
        "http://127。0。0。1/",
        "http://ⓛocalhost/",
        "http://example.com/\r\nX: y",
        "http://example.com/a b",
        "http://example.com/%zz",
        "http://example.com\t/",
        "http://exa\u0000mple.com/"
      })
  void refusesWhatIsNoPlainHttpUrl(String url) {
    assertThatThrownBy(() -> Target.parse(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesNamesAndLabelsThatDnsCannotHold() {
    assertThat(Target.parse("http://" + "a".repeat(63) + ".example/").literal()).isNull();
    assertThatThrownBy(() -> Target.parse("http://" + "a".repeat(64) + ".example/"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Target.parse("http://" + "a.".repeat(126) + "example/"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void anAddressThatIsTakenIsTheOneThatTheJdkReads(@ForAll int bits) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(bits).array());

    assertThat(Target.parse("http://" + address.getHostAddress() + "/").literal())
        .isEqualTo(address);
  }

  @Property
  void whateverIsTakenHasAHostThatOneReaderReadsInOneWay(
      @ForAll @CharRange(from = '!', to = '~') @StringLength(max = 24) String text) {
    Target target;
    try {
      target = Target.parse("http://" + text);
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(target.host()).matches("[a-z0-9.-]+|[0-9a-f:.]+");
    assertThat(target.requestUri()).startsWith("/").matches("[!-~]+");
  }
}
