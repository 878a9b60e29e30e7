package io.hooklane.dispatcher.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.endpoint.Endpoint;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Refused;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import io.hooklane.dispatcher.sending.TestReceiver.Got;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What authenticates requests, on the wire; and where access tokens come from. */
class AuthenticationTest {

  private static final String CANARY = "c4n4ry-5ecret";

  private final SendingRig rig =
      new SendingRig(
          Map.of("hooklane.sending.deadline", "20s", "hooklane.sending.token-deadline", "15s"));
  private final SendingRig hasty =
      new SendingRig(
          Map.of("hooklane.sending.deadline", "20s", "hooklane.sending.token-deadline", "500ms"));
  private final TestReceiver receiver = new TestReceiver(new HttpServerOptions());
  private final List<TestReceiver> others = new ArrayList<>();
  private final LogCanary logs = new LogCanary();
  private final List<AttemptOutcome> outcomes = new ArrayList<>();

  @BeforeEach
  void start() {
    Logger.getLogger("").addHandler(logs);
  }

  @AfterEach
  void stop() {
    Logger.getLogger("").removeHandler(logs);
    rig.close();
    hasty.close();
    receiver.close();
    others.forEach(TestReceiver::close);
    assertThat(logs.lines).noneMatch(line -> line.contains(CANARY));
    assertThat(outcomes).noneMatch(outcome -> outcome.toString().contains(CANARY));
  }

  @Test
  void aNameAndPasswordAreSentAndTheEndpointsOwnHeaderGivesWay() {
    Endpoint endpoint =
        rig.endpoint(receiver.url("/"))
            .headers("{\"AUTHORIZATION\":\"own\",\"x-own\":\"kept\"}")
            .authentication(
                "{\"type\":\"basic\",\"username\":\"Aladdin\",\"password\":\"open sesame\"}")
            .configured();

    assertThat(attempt(endpoint)).isInstanceOf(Succeeded.class);

    Got got = receiver.got().getFirst();
    // RFC 7617, section 2
    assertThat(got.headers().getAll("authorization"))
        .containsExactly("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assertThat(got.headers().get("x-own")).isEqualTo("kept");
    assertThat(got.headers().get("webhook-signature")).startsWith("v1,");
  }

  @Test
  void aBearerTokenIsSent() {
    Endpoint endpoint =
        rig.endpoint(receiver.url("/"))
            .authentication("{\"type\":\"bearer\",\"token\":\"" + CANARY + "\"}")
            .configured();

    assertThat(attempt(endpoint)).isInstanceOf(Succeeded.class);

    assertThat(receiver.got().getFirst().headers().getAll("authorization"))
        .containsExactly("Bearer " + CANARY);
  }

  @Test
  void credentialsThatDoNotOpenAreUnsendable() {
    Endpoint endpoint =
        rig.endpoint(receiver.url("/"))
            .authentication("{\"type\":\"bearer\",\"token\":\"" + CANARY + " x\"}")
            .configured();

    assertThat(attempt(endpoint))
        .isEqualTo(
            new Failed(
                Failure.UNSENDABLE,
                "The bearer token of the endpoint has a character that cannot be sent"));
    assertThat(receiver.got()).isEmpty();
  }

  @Test
  void oneTokenServesFiftyAttemptsAtOnceAndAllThatFollow() {
    TestReceiver login = login((number, request) -> token(request, "token-" + number, 3600));
    Endpoint endpoint = oauth2(login.url("/token"), "basic");

    outcomes.addAll(rig.attempts(50, endpoint));
    outcomes.addAll(rig.attempts(50, endpoint));

    assertThat(outcomes).hasSize(100).allMatch(Succeeded.class::isInstance);
    assertThat(receiver.got())
        .extracting(got -> got.headers().get("authorization"))
        .containsOnly("Bearer token-1");
    assertThat(login.got()).hasSize(1);
    Got asked = login.got().getFirst();
    assertThat(asked.path()).isEqualTo("/token");
    assertThat(asked.headers().get("content-type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(asked.headers().get("authorization")).startsWith("Basic ");
    assertThat(asked.headers().names()).noneMatch(name -> name.startsWith("webhook-"));
    assertThat(asked.body())
        .isEqualTo("grant_type=client_credentials&scope=hooks+write&audience=a");
  }

  @Test
  void theClientNamesItselfInTheBodyIfItIsToldTo() {
    TestReceiver login = login((number, request) -> token(request, "t", 3600));

    attempt(oauth2(login.url("/token"), "body"));

    Got asked = login.got().getFirst();
    assertThat(asked.headers().contains("authorization")).isFalse();
    assertThat(asked.body()).endsWith("&client_id=me&client_secret=" + CANARY);
  }

  @Test
  void aTokenThatHasExpiredIsFetchedAnew() {
    TestReceiver login = login((number, request) -> token(request, "token-" + number, 1));
    Endpoint endpoint = oauth2(login.url("/token"), "basic");

    await()
        .untilAsserted(
            () -> {
              attempt(endpoint);
              assertThat(receiver.got().getLast().headers().get("authorization"))
                  .isEqualTo("Bearer token-2");
            });
    assertThat(outcomes).allMatch(Succeeded.class::isInstance);
  }

  @Test
  void aTokenThatTheReceiverRefusesIsFetchedAnewOnce() {
    TestReceiver login = login((number, request) -> token(request, "token-" + number, 3600));
    TestReceiver strict =
        login(
            (number, request) ->
                request
                    .response()
                    .setStatusCode(
                        "Bearer token-2".equals(request.getHeader("authorization")) ? 200 : 401)
                    .end());
    Endpoint endpoint =
        rig.endpoint(strict.url("/")).authentication(json(login.url("/"), "basic")).configured();

    assertThat(attempt(endpoint)).isInstanceOf(Refused.class);
    assertThat(attempt(endpoint)).isInstanceOf(Succeeded.class);
    assertThat(login.got()).hasSize(2);
  }

  @Test
  void aReceiverThatRefusesEveryTokenDoesNotHaveTheTokenEndpointAskedEachTime() {
    TestReceiver login = login((number, request) -> token(request, "token-" + number, 3600));
    TestReceiver never = login((number, request) -> request.response().setStatusCode(401).end());
    Endpoint endpoint =
        rig.endpoint(never.url("/")).authentication(json(login.url("/"), "basic")).configured();

    for (int i = 0; i < 10; i++) {
      assertThat(attempt(endpoint)).isInstanceOf(Refused.class);
    }

    assertThat(login.got()).hasSize(2);
  }

  @Test
  void aTokenUrlAtAForbiddenAddressIsNotDialled() throws Exception {
    try (ServerSocket canary = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.2"))) {
      Endpoint endpoint = oauth2("http://127.0.0.2:" + canary.getLocalPort() + "/token", "basic");

      assertThat(attempt(endpoint))
          .isEqualTo(
              new Failed(
                  Failure.FORBIDDEN_ADDRESS,
                  "No access token, at the token URL: The URL's host is one that webhooks must not"
                      + " be sent to"));
      // Whoever had dialled would stand before this.
      try (Socket marker = new Socket(canary.getInetAddress(), canary.getLocalPort());
          Socket first = canary.accept()) {
        assertThat(first.getPort()).isEqualTo(marker.getLocalPort());
      }
    }
    assertThat(receiver.got()).isEmpty();
  }

  @Test
  void aTokenUrlThatRedirectsIntoTheNetworkIsNotFollowed() {
    TestReceiver inner = login((number, request) -> token(request, "t", 3600));
    TestReceiver login =
        login(
            (number, request) ->
                request.response().setStatusCode(307).putHeader("location", inner.url("/")).end());

    assertThat(attempt(oauth2(login.url("/"), "basic")))
        .isEqualTo(new Failed(Failure.UNSENDABLE, "The token endpoint answered 307"));
    assertThat(inner.got()).isEmpty();
  }

  static Stream<Arguments> badAnswers() {
    return Stream.of(
        answer(
            "The token endpoint answered 500",
            request -> request.response().setStatusCode(500).end(CANARY)),
        answer(
            "The token endpoint answered 401 (invalid_client)",
            request ->
                request
                    .response()
                    .setStatusCode(401)
                    .end(
                        "{\"error\":\"invalid_client\",\"error_description\":\"" + CANARY + "\"}")),
        answer(
            "The token endpoint answered 200 without a token",
            request -> request.response().end("<html>" + CANARY)),
        answer(
            "The token endpoint answered 200 without a token",
            request -> request.response().end("{\"access_token\":\"a\\r\\nx: " + CANARY + "\"}")),
        answer(
            "The token endpoint answered 200 without a token",
            request ->
                request
                    .response()
                    .end("{\"x\":\"" + "y".repeat(1 << 20) + "\",\"access_token\":\"t\"}")),
        answer(
            "No access token, at the token URL: The connection was closed before a whole response came",
            request -> request.connection().close()));
  }

  @ParameterizedTest
  @MethodSource("badAnswers")
  void aTokenEndpointThatDoesNotDoItsPartFailsTheAttemptWithAReason(
      String reason, BiConsumer<Integer, HttpServerRequest> answer) {
    TestReceiver login = login(answer);
    Endpoint endpoint = oauth2(login.url("/token"), "body");

    List<AttemptOutcome> both = List.of(attempt(endpoint), attempt(endpoint));

    assertThat(both)
        .allSatisfy(
            outcome -> assertThat(outcome).isEqualTo(new Failed(Failure.UNSENDABLE, reason)));
    assertThat(login.got()).isNotEmpty();
    assertThat(receiver.got()).isEmpty();
  }

  static Stream<BiConsumer<Integer, HttpServerRequest>> silences() {
    return Stream.of(
        (number, request) -> {},
        (number, request) -> request.response().setChunked(true).write("{"));
  }

  @ParameterizedTest
  @MethodSource
  void silences(BiConsumer<Integer, HttpServerRequest> silence) {
    TestReceiver login = login(silence);
    Endpoint endpoint =
        hasty.endpoint(receiver.url("/")).authentication(json(login.url("/"), "body")).configured();

    AttemptOutcome outcome = hasty.attempt(endpoint);

    outcomes.add(outcome);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(Failure.UNSENDABLE);
              assertThat(failed.detail())
                  .startsWith("No access token, at the token URL: ")
                  .endsWith(" within 0.5 s (total deadline)");
            });
    assertThat(receiver.got()).isEmpty();
  }

  @Test
  void anAttemptThatWaitsForATokenEndsWithItsDeadline() {
    TestReceiver login = login((number, request) -> {});
    try (SendingRig hastier =
        new SendingRig(
            Map.of(
                "hooklane.sending.deadline", "300ms", "hooklane.sending.token-deadline", "10s"))) {
      Endpoint endpoint =
          hastier
              .endpoint(receiver.url("/"))
              .authentication(json(login.url("/"), "basic"))
              .configured();

      assertThat(hastier.attempt(endpoint))
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.TIMEOUT));
    }
  }

  @Test
  void aFailingTokenEndpointIsNotOthersConcern() {
    TestReceiver login = login((number, request) -> {});
    CompletableFuture<Attempted> waiting =
        hasty.start(
            hasty
                .endpoint(receiver.url("/"))
                .authentication(json(login.url("/"), "basic"))
                .configured());

    assertThat(hasty.attempt(hasty.endpoint(receiver.url("/other")).configured()))
        .isInstanceOf(Succeeded.class);
    assertThat(waiting.join().outcome()).isInstanceOf(Failed.class);
  }

  private AttemptOutcome attempt(Endpoint endpoint) {
    AttemptOutcome outcome = rig.attempt(endpoint);
    outcomes.add(outcome);
    return outcome;
  }

  private TestReceiver login(BiConsumer<Integer, HttpServerRequest> answer) {
    TestReceiver login = new TestReceiver(new HttpServerOptions(), answer);
    others.add(login);
    return login;
  }

  private Endpoint oauth2(String tokenUrl, String clientAuthentication) {
    return rig.endpoint(receiver.url("/"))
        .authentication(json(tokenUrl, clientAuthentication))
        .configured();
  }

  private static String json(String tokenUrl, String clientAuthentication) {
    return """
        {"type":"oauth2","tokenUrl":"%s","clientId":"me","clientSecret":"%s",\
        "clientAuthentication":"%s","scope":"hooks write","audience":"a"}"""
        .formatted(tokenUrl, CANARY, clientAuthentication);
  }

  private static void token(HttpServerRequest request, String token, int seconds) {
    request
        .response()
        .end(
            "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":%d}"
                .formatted(token, seconds));
  }

  private static Arguments answer(
      String reason, java.util.function.Consumer<HttpServerRequest> answer) {
    BiConsumer<Integer, HttpServerRequest> any = (number, request) -> answer.accept(request);
    return Arguments.of(reason, any);
  }

  /** All that was logged. */
  private static final class LogCanary extends Handler {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogCanary() {
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord record) {
      lines.add(record.getMessage() + record.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
