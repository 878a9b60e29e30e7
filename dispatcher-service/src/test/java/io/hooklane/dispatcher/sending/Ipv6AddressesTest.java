package io.hooklane.dispatcher.sending;

import static io.hooklane.dispatcher.sending.RawReceivers.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.Certificates;
import io.hooklane.dispatcher.Certificates.Identity;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A URL may have an IPv6 address instead of a name. */
class Ipv6AddressesTest {

  private static final Identity AUTHORITY = Certificates.authority("Receivers");

  private final SendingRig rig =
      new SendingRig(
          Map.of(
              "hooklane.egress.allowed-ranges", "::1/128,127.0.0.1/32",
              "hooklane.sending.deadline", "30s",
              "hooklane.sending.connect-timeout", "20s"));
  private final RawReceivers receivers = new RawReceivers();
  private final List<TestReceiver> open = new ArrayList<>();

  @AfterEach
  void stop() {
    rig.close();
    receivers.close();
    open.forEach(TestReceiver::close);
  }

  /** RFC 9112, section 3.2, and RFC 3986, section 3.2.2. */
  @Test
  void theAddressStandsInBracketsInTheHostHeader() throws Exception {
    RawReceiver receiver = receivers.answeringAt("::1", OK + "Content-Length: 0\r\n\r\n");

    rig.attempt("http://[::1]:" + receiver.port() + "/");

    assertThat(receiver.requests())
        .singleElement()
        .asString()
        .contains("\r\nhost: [::1]:" + receiver.port() + "\r\n");
  }

  @Test
  void aCertificateForTheAddressIsTaken() {
    TestReceiver receiver = opened(secure(AUTHORITY.issue("::1")));

    for (Endpoint endpoint :
        List.of(trusting(receiver).configured(), trusting(receiver).http2().configured())) {
      assertThat(rig.attempt(endpoint)).isInstanceOf(Succeeded.class);
    }

    assertThat(receiver.got())
        .extracting(got -> got.version().alpnName())
        .containsExactly("http/1.1", "h2");
    assertThat(receiver.got())
        .extracting(TestReceiver.Got::authority)
        .containsOnly(receiver.url("/").replaceAll("https://|/$", ""));
  }

  @Test
  void anIpv4AddressThatIsWrittenAsIpv6IsTakenToo() {
    TestReceiver receiver = new TestReceiver(secure(AUTHORITY.issue("127.0.0.1")));
    open.add(receiver);
    String url = receiver.url("/").replace("localhost", "[::ffff:127.0.0.1]");

    assertThat(rig.attempt(rig.endpoint(url).authorities(AUTHORITY.certificatePem()).configured()))
        .isInstanceOf(Succeeded.class);
  }

  @Test
  void aCertificateForAnotherAddressIsNot() {
    TestReceiver receiver = opened(secure(AUTHORITY.issue("::2")));

    assertThat(rig.attempt(trusting(receiver).configured()))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.TLS_NAME));
    assertThat(receiver.got()).isEmpty();
  }

  private SendingRig.Settings trusting(TestReceiver receiver) {
    return rig.endpoint(receiver.url("/")).authorities(AUTHORITY.certificatePem());
  }

  private TestReceiver opened(HttpServerOptions options) {
    TestReceiver receiver = TestReceiver.atIpv6(options);
    open.add(receiver);
    return receiver;
  }

  private static HttpServerOptions secure(Identity shown) {
    return new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(shown.shown());
  }
}
