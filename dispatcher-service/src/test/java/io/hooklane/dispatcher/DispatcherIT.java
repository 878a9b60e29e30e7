package io.hooklane.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Cancellation;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.dispatcher.Receiver.Received;
import io.hooklane.dispatcher.Upstream.Report;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
@TestProfile(DispatcherIT.Profile.class)
class DispatcherIT {

  private static final byte[] BODY = "{\"order\": 1, \"note\": \"é\"}".getBytes(UTF_8);
  private static final Duration SOON = Duration.ofSeconds(20);

  private Receiver receiver;
  private Upstream upstream;

  public static final class Profile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "hooklane.retry.time-scale", "0.01",
          "hooklane.sending.deadline", "3s",
          "hooklane.egress.allowed-ranges", "127.0.0.1/32");
    }
  }

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
    upstream =
        new Upstream(
            config("kafka.bootstrap.servers"), Path.of(config("hooklane.master-key.file")));
  }

  @AfterEach
  void stop() {
    upstream.close();
    receiver.close();
  }

  @Test
  void deliversByteForByteSignedAndReportsIt() throws Exception {
    Delivery delivery = upstream.deliver(upstream.endpoint(receiver.url("/a?b=c")), BODY);

    Report report = awaitReports(delivery, 1).getFirst();
    Received got = receiver.at("/a").getFirst();
    assertThat(got.body()).isEqualTo(BODY);
    assertThat(got.header("content-type")).isEqualTo("application/json");
    assertThat(got.header("user-agent")).startsWith("Hooklane/");
    assertThat(got.header("webhook-id")).isEqualTo(delivery.message().value());
    new Webhook(Upstream.SECRET).verify(new String(got.body(), UTF_8), signed(got));
    Attempt attempt = (Attempt) report.report();
    assertThat(attempt.succeeded()).isTrue();
    assertThat(attempt.state()).isEqualTo(DeliveryState.SUCCESS);
    assertThat(attempt.statusCode()).isEqualTo(200);
    assertThat(attempt.number()).isEqualTo(1);
    assertThat(attempt.responseHeaders()).contains("content-length: 2");
    assertThat(attempt.requestHeaders())
        .contains("user-agent: Hooklane/")
        .endsWith("webhook-timestamp: " + got.header("webhook-timestamp"));
    assertThat(attempt.timings().connect()).isNotNull();
    assertThat(attempt.timings().firstByte()).isLessThanOrEqualTo(attempt.duration());
    assertThat(report.response()).isEqualTo("ok".getBytes(UTF_8));
  }

  @Test
  void sendsTheEndpointsOwnHeadersWhichNeverTakeThePlaceOfHooklanes() throws Exception {
    EndpointId endpoint =
        upstream.endpoint(
            receiver.url("/headers"),
            List.of(Upstream.SECRET),
            """
            {"X-Own": "a, b", "Authorization": "Bearer own", "Content-Type": "text/own",
             "Webhook-Id": "own", "webhook-signature": "v1,own", "USER-AGENT": "own"}
            """);

    Delivery delivery = upstream.deliver(endpoint, BODY);

    Attempt attempt = (Attempt) awaitReports(delivery, 1).getFirst().report();
    assertThat(attempt.requestHeaders()).contains("\nauthorization: ***", "\nx-own: ***");
    Received got = receiver.at("/headers").getFirst();
    assertThat(got.header("x-own")).isEqualTo("a, b");
    assertThat(got.header("authorization")).isEqualTo("Bearer own");
    assertThat(got.header("content-type")).isEqualTo("application/json");
    assertThat(got.header("user-agent")).startsWith("Hooklane/");
    assertThat(got.header("webhook-id")).isEqualTo(delivery.message().value());
    new Webhook(Upstream.SECRET).verify(new String(got.body(), UTF_8), signed(got));
  }

  @Test
  void headersThatCannotBeOpenedFailTheAttemptAndSaySo() throws Exception {
    Delivery delivery =
        upstream.deliver(upstream.endpointWithAnothersHeaders(receiver.url("/sealed")), BODY);

    Attempt attempt = (Attempt) awaitReports(delivery, 1).getFirst().report();
    assertThat(attempt.failure()).isEqualTo(Failure.UNSENDABLE);
    assertThat(attempt.failureDetail()).contains("headers cannot be opened");
    assertThat(receiver.at("/sealed")).isEmpty();
  }

  @Test
  void triesAgainWithTheSameIdAndAFreshTimestampUntilItIsTaken() throws Exception {
    receiver.answering("/twice", 500, 500, 200);

    Delivery delivery = upstream.deliver(upstream.endpoint(receiver.url("/twice")), BODY);

    List<Report> reports = awaitReports(delivery, 3);
    assertThat(reports)
        .extracting(one -> one.report().state())
        .containsExactly(DeliveryState.PENDING, DeliveryState.PENDING, DeliveryState.SUCCESS);
    List<Received> got = receiver.at("/twice");
    assertThat(got)
        .extracting(one -> one.header("webhook-id"))
        .containsOnly(delivery.message().value());
    for (Received one : got) {
      new Webhook(Upstream.SECRET).verify(new String(one.body(), UTF_8), signed(one));
      assertThat(Long.parseLong(one.header("webhook-timestamp")))
          .isBetween(one.at().getEpochSecond() - 1, one.at().getEpochSecond());
    }
    for (int i = 0; i < 2; i++) {
      Instant due = nextAttempt(reports.get(i));
      assertThat(got.get(i + 1).at()).isBetween(due, due.plusSeconds(1));
    }
  }

  @Test
  void waitsOfManyLengthsEndWithinASecondAndNeverEarly() throws Exception {
    receiver.answering("/waits", 500, 500, 500, 500, 200);
    EndpointId endpoint =
        upstream.endpoint(
            receiver.url("/waits"),
            false,
            List.of(
                Duration.ofSeconds(30),
                Duration.ofSeconds(130),
                Duration.ofSeconds(240),
                Duration.ofSeconds(700)));

    Delivery delivery = upstream.deliver(endpoint, BODY);

    List<Report> reports = awaitReports(delivery, 5);
    List<Received> got = receiver.at("/waits");
    for (int i = 0; i < 4; i++) {
      Instant due = nextAttempt(reports.get(i));
      assertThat(got.get(i + 1).at()).isBetween(due, due.plusSeconds(1));
    }
  }

  @Test
  void givesUpWhenTheScheduleIsSpent() throws Exception {
    receiver.answering("/never", 503);
    EndpointId endpoint =
        upstream.endpoint(receiver.url("/never"), false, List.of(Duration.ofSeconds(1)));

    Delivery delivery = upstream.deliver(endpoint, BODY);

    Attempt last = (Attempt) awaitReports(delivery, 2).getLast().report();
    assertThat(last.state()).isEqualTo(DeliveryState.FAILED);
    assertThat(last.failure()).isEqualTo(Failure.STATUS);
    assertThat(last.nextAttemptAt()).isNull();
  }

  @Test
  void nothingOfAnExpungedMessageIsSentAnyMore() throws Exception {
    receiver.answering("/expunged", 500);
    EndpointId endpoint =
        upstream.endpoint(receiver.url("/expunged"), false, List.of(Duration.ofSeconds(200)));
    Delivery delivery = upstream.deliver(endpoint, BODY);
    awaitReports(delivery, 1);

    upstream.expunge(delivery);

    assertThat(awaitReports(delivery, 2).getLast().report())
        .isInstanceOfSatisfying(
            Cancellation.class,
            canceled ->
                assertThat(canceled.reason()).isEqualTo("The message's content was expunged"));
    assertThat(receiver.at("/expunged")).hasSize(1);
  }

  @Test
  void doesNotRetryAResend() throws Exception {
    receiver.answering("/resend", 500);

    Delivery delivery = upstream.resend(upstream.endpoint(receiver.url("/resend")), BODY);

    assertThat(awaitReports(delivery, 1).getFirst().report().state())
        .isEqualTo(DeliveryState.FAILED);
  }

  @Test
  void cancelsWhenTheEndpointIsDisabled() throws Exception {
    Delivery delivery =
        upstream.deliver(upstream.endpoint(receiver.url("/disabled"), true, null), BODY);

    assertThat(awaitReports(delivery, 1).getFirst().report()).isInstanceOf(Cancellation.class);
    assertThat(receiver.at("/disabled")).isEmpty();
  }

  @Test
  void aResendThatIsCanceledSaysThatItWasOne() throws Exception {
    Delivery delivery =
        upstream.resend(upstream.endpoint(receiver.url("/disabled"), true, null), BODY);

    assertThat(awaitReports(delivery, 1).getFirst().report())
        .isInstanceOfSatisfying(
            Cancellation.class,
            canceled -> assertThat(canceled.trigger()).isEqualTo(Trigger.MANUAL));
  }

  @Test
  void cancelsWhenTheEndpointIsGone() throws Exception {
    EndpointId unknown = EndpointId.random(Instant.now(), new SplittableRandom());

    Delivery delivery = upstream.deliver(unknown, BODY);

    assertThat(awaitReports(delivery, 1).getFirst().report()).isInstanceOf(Cancellation.class);
  }

  @Test
  void aReceiverThatHangsDelaysNobodyElse() throws Exception {
    receiver.answering("/hang", (number, request) -> {});
    EndpointId hanging =
        upstream.endpoint(receiver.url("/hang"), false, List.of(Duration.ofHours(9)));
    EndpointId good = upstream.endpoint(receiver.url("/good"));
    List<Delivery> hung = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      hung.add(upstream.deliver(hanging, BODY));
    }

    Instant sent = Instant.now();
    upstream.deliver(good, BODY);

    await().atMost(SOON).until(() -> !receiver.at("/good").isEmpty());
    assertThat(receiver.at("/good").getFirst().at()).isBefore(sent.plusSeconds(1));
    Attempt timedOut = (Attempt) awaitReports(hung.getFirst(), 1).getFirst().report();
    assertThat(timedOut.failure()).isEqualTo(Failure.TIMEOUT);
    assertThat(timedOut.duration()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
  }

  @Test
  void dialsNoForbiddenAddress() throws Exception {
    try (ServerSocket canary = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.2"))) {
      Delivery delivery =
          upstream.deliver(
              upstream.endpoint("http://127.0.0.2:" + canary.getLocalPort() + "/"), BODY);

      Attempt attempt = (Attempt) awaitReports(delivery, 1).getFirst().report();
      assertThat(attempt.failure()).isEqualTo(Failure.FORBIDDEN_ADDRESS);
      // Whoever had dialled would stand before this.
      try (Socket marker = new Socket(canary.getInetAddress(), canary.getLocalPort());
          Socket first = canary.accept()) {
        assertThat(first.getPort()).isEqualTo(marker.getLocalPort());
      }
    }
  }

  @Test
  void followsNoRedirect() throws Exception {
    receiver.answering(
        "/moved",
        (number, request) ->
            request
                .response()
                .setStatusCode(302)
                .putHeader("location", receiver.url("/elsewhere"))
                .end());

    Delivery delivery = upstream.resend(upstream.endpoint(receiver.url("/moved")), BODY);

    Attempt attempt = (Attempt) awaitReports(delivery, 1).getFirst().report();
    assertThat(attempt.statusCode()).isEqualTo(302);
    assertThat(attempt.failure()).isEqualTo(Failure.STATUS);
    assertThat(receiver.at("/elsewhere")).isEmpty();
  }

  @Test
  void keepsTwentyThousandBytesOfAnEndlessResponse() throws Exception {
    receiver.answering(
        "/endless",
        (number, request) -> {
          request.response().setChunked(true);
          endless(request.response());
        });

    Delivery delivery = upstream.deliver(upstream.endpoint(receiver.url("/endless")), BODY);

    Report report = awaitReports(delivery, 1).getFirst();
    assertThat(report.response()).hasSize(20_000);
    assertThat(((Attempt) report.report()).succeeded()).isTrue();
    assertThat(((Attempt) report.report()).duration()).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void aRefusedConnectionAndAnUnknownNameAreToldApart() throws Exception {
    int free;
    try (ServerSocket taken = new ServerSocket(0)) {
      free = taken.getLocalPort();
    }
    Delivery refused = upstream.resend(upstream.endpoint("http://127.0.0.1:" + free + "/"), BODY);
    Delivery unknown = upstream.resend(upstream.endpoint("http://no.such.host.invalid/"), BODY);
    Delivery unusable = upstream.resend(upstream.endpoint("ftp://127.0.0.1/"), BODY);

    assertThat(failureOf(refused)).isEqualTo(Failure.CONNECT);
    assertThat(failureOf(unknown)).isEqualTo(Failure.DNS);
    assertThat(failureOf(unusable)).isEqualTo(Failure.UNSENDABLE);
  }

  @Test
  void aRecordThatIsNoDeliveryIsSkippedAndTheOthersGoOn() throws Exception {
    EndpointId endpoint = upstream.endpoint(receiver.url("/poison"));
    upstream.writeRaw(endpoint.value().getBytes(UTF_8), BODY).get();
    upstream.writeRaw(null, null).get();

    Delivery delivery = upstream.deliver(endpoint, BODY);

    assertThat(awaitReports(delivery, 1)).hasSize(1);
  }

  private static Instant nextAttempt(Report report) {
    return Objects.requireNonNull(((Attempt) report.report()).nextAttemptAt());
  }

  private @Nullable Failure failureOf(Delivery delivery) {
    return ((Attempt) awaitReports(delivery, 1).getFirst().report()).failure();
  }

  private static void endless(io.vertx.core.http.HttpServerResponse response) {
    if (!response.ended() && !response.closed()) {
      response.write("x".repeat(1000)).onSuccess(written -> endless(response));
    }
  }

  private List<Report> awaitReports(Delivery delivery, int count) {
    await().atMost(SOON).until(() -> upstream.reportsOn(delivery).size() >= count);
    return upstream.reportsOn(delivery);
  }

  private static HttpHeaders signed(Received got) {
    Map<String, List<String>> headers = new java.util.HashMap<>();
    got.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return HttpHeaders.of(headers, (name, value) -> true);
  }

  private static String config(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
