package io.hooklane.dispatcher.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import io.hooklane.dispatcher.sending.TestNameServer.Answer;
import io.netty.handler.codec.dns.DnsResponseCode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where nothing may be sent, by address and by name: 127.0.0.1 stands for the public network, every
 * other address of this machine for the private one, where a canary listens at all of them.
 */
class ForbiddenAddressesTest {

  private static final String OK =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final TestNameServer names = new TestNameServer();
  private final SendingRig rig = rig(Map.of());
  private RawReceiver canary;
  private RawReceiver receiver;

  ForbiddenAddressesTest() throws IOException {
    canary = RawReceiver.canary();
    receiver = RawReceiver.answering(OK);
  }

  @BeforeEach
  void theCanaryHears() throws IOException {
    // Or else its silence would show nothing.
    for (String address : List.of("127.0.0.2", "::1")) {
      new Socket(address, canary.port()).close();
    }
    await().until(() -> canary.connections() == 2);
  }

  @AfterEach
  void stop() throws IOException {
    assertThat(canary.connectionsUntilNow())
        .as("connections beyond those that only tried")
        .isEqualTo(2);
    rig.close();
    names.close();
    canary.close();
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.2",
        "127.1.2.3",
        "127.255.255.254",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.2]",
        "[::ffff:7f00:2]",
        "[::127.0.0.2]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "[fc00::1]",
        "[fe80::1]",
        "[::ffff:a9fe:a9fe]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b::7f00:2]",
        "[2002:a9fe:a9fe::]",
        "[2002:7f00:2::]",
        "[2001:0:7f00:2::1]",
        "224.0.0.1",
        "[ff02::1]",
        "255.255.255.255"
      })
  void anAddressThatIsNotPublicIsNotDialled(String host) {
    assertForbidden(attempt("http://" + host + ":" + canary.port() + "/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://ok@127.0.0.2:%d/",
        "http://127.0.0.1@127.0.0.2:%d/",
        "http://127.0.0.1%%23@127.0.0.2:%d/",
        "http://127.0.0.2:%d\\@127.0.0.1/",
        "http://0x7f.2:%d/",
        "http://0x7f.0.0.2:%d/",
        "http://0177.0.0.2:%d/",
        "http://2130706434:%d/",
        "http://127.2:%d/",
        "http://127.0.0.2.:%d/",
        "http://127%%2e0.0.2:%d/",
        "http://[::1%%25lo]:%d/",
        "http://１２７.0.0.2:%d/",
        "http:\\\\127.0.0.2:%d/",
        "file://127.0.0.2:%d/etc/passwd",
        "gopher://127.0.0.2:%d/",
        "http://127.0.0.1 127.0.0.2:%d/"
      })
  void aUrlThatCouldBeReadInTwoWaysIsNotSentTo(String url) {
    assertThat(attempt(url.formatted(canary.port())))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.UNSENDABLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "any.localhost"})
  void thisMachinesNameLeadsNowhere(String name) {
    try (SendingRig strict = rig(Map.of("hooklane.egress.allowed-ranges", "10.0.0.0/8"))) {
      assertForbidden(
          strict.attempt(
              strict.endpoint("http://" + name + ":" + canary.port() + "/").configured()));
    }
  }

  @Test
  void aNameWithoutTimeToLiveThatTurnsPrivateIsNotFollowed() {
    names.with(
        "flip.example",
        number -> new Answer.Addresses(0, List.of(number == 1 ? "127.0.0.1" : "127.0.0.2")));
    String url = "http://flip.example:" + receiver.port() + "/";

    AttemptOutcome first = attempt(url);
    AttemptOutcome second = attempt(url);

    assertThat(first).isInstanceOf(Succeeded.class);
    assertForbidden(second);
    assertThat(receiver.requests()).hasSize(1);
    assertThat(receiver.requests().getFirst()).contains("host: flip.example:" + receiver.port());
  }

  @Test
  void aNameThatMovesIsFollowedToItsNewAddress() {
    SendingRig wide = rig(Map.of("hooklane.egress.allowed-ranges", "127.0.0.1/32,127.0.0.5/32"));
    names.with(
        "moving.example",
        number -> new Answer.Addresses(0, List.of(number == 1 ? "127.0.0.5" : "127.0.0.1")));
    String url = "http://moving.example:" + receiver.port() + "/";

    // Nobody listens there.
    assertThat(wide.attempt(wide.endpoint(url).configured())).isInstanceOf(Failed.class);
    assertThat(wide.attempt(wide.endpoint(url).configured())).isInstanceOf(Succeeded.class);
    wide.close();
  }

  @Test
  void ofMixedAnswersOnlyWhatIsPermittedIsDialled() {
    names.with("mixed.example", 60, "127.0.0.2", "10.0.0.1", "127.0.0.1", "169.254.169.254", "::1");
    String url = "http://mixed.example:" + receiver.port() + "/";

    List<AttemptOutcome> outcomes =
        IntStream.rangeClosed(1, 8)
            .mapToObj(number -> rig.attempt(rig.endpoint(url).configured(), number))
            .toList();

    assertThat(outcomes).hasSize(8).allMatch(Succeeded.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.2", "10.0.0.1", "::1", "::ffff:127.0.0.2", "64:ff9b::7f00:2", "fe80::1"})
  void aNameThatLeadsToAForbiddenAddressIsNotDialled(String address) {
    names.with("inside.example", 60, address);

    assertForbidden(attempt("http://inside.example:" + canary.port() + "/"));
  }

  @Test
  void aliasesAreFollowedAndWhatTheyLeadToIsJudged() {
    names
        .with("good.example", number -> new Answer.Alias(60, "next.example"))
        .with("next.example", number -> new Answer.Alias(60, "last.example"))
        .with("last.example", 60, "127.0.0.1")
        .with("bad.example", number -> new Answer.Alias(60, "inside.example"))
        .with("inside.example", 60, "127.0.0.2")
        .with("round.example", number -> new Answer.Alias(60, "round.example"));

    assertThat(attempt("http://good.example:" + receiver.port() + "/"))
        .isInstanceOf(Succeeded.class);
    assertForbidden(attempt("http://bad.example:" + canary.port() + "/"));
    assertThat(attempt("http://round.example:" + canary.port() + "/"))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.DNS));
  }

  @Test
  void whoeverRefersToAnotherNameServerIsAskedAgainAndTheOtherIsNot() {
    Answer referral = new Answer.Referral("co.example", "ns.co.example", "127.0.0.9");
    names
        .with("never.co.example", number -> referral)
        .with(
            "second.co.example",
            number -> number == 1 ? referral : new Answer.Addresses(60, List.of("127.0.0.1")))
        .with("other.co.example", 60, "127.0.0.1");

    assertThat(detailOfDns("never.co.example")).contains("could not be resolved");
    for (String name : List.of("second.co.example", "other.co.example")) {
      assertThat(attempt("http://" + name + ":" + receiver.port() + "/"))
          .as(name)
          .isInstanceOf(Succeeded.class);
    }
    assertThat(names.questions()).filteredOn("never.co.example"::equals).hasSizeBetween(2, 12);
  }

  @Test
  void aNameServerThatAnAnswerNamesHearsNothing() throws IOException {
    InetSocketAddress address = new InetSocketAddress("127.0.0.9", 53);
    try (DatagramSocket inside = new DatagramSocket(null)) {
      // Netty asks at no other port, which not everybody may listen at.
      assumeThatCode(() -> inside.bind(address)).doesNotThrowAnyException();
      inside.setSoTimeout(1_000);
      names.with(
          "referred.co.example",
          number -> new Answer.Referral("co.example", "ns.co.example", "127.0.0.9"));

      detailOfDns("referred.co.example");

      byte[] marker = {1};
      try (DatagramSocket sender = new DatagramSocket()) {
        sender.send(new DatagramPacket(marker, 1, address));
      }
      DatagramPacket first = new DatagramPacket(new byte[512], 512);
      inside.receive(first);
      assertThat(first.getLength()).as("the marker is the first that is heard").isEqualTo(1);
    }
  }

  @Test
  void whyANameIsNotResolvedIsSaid() {
    names
        .with("failing.example", number -> new Answer.Error(DnsResponseCode.SERVFAIL))
        .with("refused.example", number -> new Answer.Error(DnsResponseCode.REFUSED))
        .with("empty.example", 60)
        .with("silent.example", number -> new Answer.Silence());

    assertThat(detailOfDns("missing.example")).contains("NXDOMAIN");
    assertThat(detailOfDns("failing.example")).contains("SERVFAIL");
    assertThat(detailOfDns("empty.example")).contains("no address");
    assertThat(detailOfDns("silent.example")).contains("in time");
    assertThat(detailOfDns("refused.example")).contains("could not be resolved");
  }

  @Test
  void anAnswerIsKeptForItsTimeToLiveAndNothingIsAppendedToAName() {
    names.with("kept.example", 60, "127.0.0.1").with("fresh.example", 0, "127.0.0.1");
    for (int i = 0; i < 3; i++) {
      attempt("http://kept.example:" + receiver.port() + "/");
      attempt("http://fresh.example:" + receiver.port() + "/");
      attempt("http://single:" + receiver.port() + "/");
    }

    assertThat(names.questions()).containsOnlyOnce("kept.example");
    assertThat(names.questions()).filteredOn("fresh.example"::equals).hasSize(3);
    assertThat(names.questions()).containsOnly("kept.example", "fresh.example", "single");
  }

  @Test
  void whileANameServerIsSilentOthersAreServed() {
    names.with("silent.example", number -> new Answer.Silence());
    try (SendingRig patient =
        rig(Map.of("hooklane.egress.resolve-timeout", "20s", "hooklane.sending.deadline", "20s"))) {
      CompletableFuture<Attempted> waiting =
          patient.start(
              patient.endpoint("http://silent.example:" + receiver.port() + "/").configured());

      Attempted other = patient.start(patient.endpoint(receiver.url()).configured()).join();

      assertThat(other.outcome()).isInstanceOf(Succeeded.class);
      assertThat(waiting).isNotDone();
    }
  }

  @Test
  void portsAndSchemesThatAreNotAllowedAreNotDialled() throws IOException {
    SendingRig narrow =
        rig(Map.of("hooklane.egress.allowed-ports", "443", "hooklane.egress.https-only", "false"));
    SendingRig https = rig(Map.of("hooklane.egress.https-only", "true"));

    for (SendingRig one : List.of(narrow, https)) {
      assertForbidden(one.attempt(one.endpoint(receiver.url()).configured()));
      one.close();
    }
    assertThat(receiver.connectionsUntilNow()).isZero();
  }

  private SendingRig rig(Map<String, String> settings) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "hooklane.egress.name-servers", names.address(),
                "hooklane.egress.resolve-timeout", "300ms",
                "hooklane.sending.connect-timeout", "5s",
                "hooklane.sending.deadline", "15s"));
    all.putAll(settings);
    return new SendingRig(all);
  }

  private AttemptOutcome attempt(String url) {
    return rig.attempt(rig.endpoint(url).configured());
  }

  private String detailOfDns(String name) {
    AttemptOutcome outcome = attempt("http://" + name + ":" + receiver.port() + "/");
    assertThat(outcome).isInstanceOf(Failed.class);
    Failed failed = (Failed) outcome;
    assertThat(failed.failure()).isEqualTo(Failure.DNS);
    return failed.detail();
  }

  private static void assertForbidden(AttemptOutcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure()).isEqualTo(Failure.FORBIDDEN_ADDRESS));
  }
}
