package io.hooklane.dispatcher.sending;

import static io.hooklane.dispatcher.sending.RawReceivers.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Failure;
import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One request is on the wire, whatever an endpoint's headers say. */
class RequestFramingTest {

  private final SendingRig rig = SendingRig.patient();
  private final RawReceivers receivers = new RawReceivers();

  @AfterEach
  void stop() {
    rig.close();
    receivers.close();
  }

  @Test
  void aHeaderCannotBringAnotherHeaderOrRequest() throws Exception {
    RawReceiver receiver = receivers.answering(OK + "Content-Length: 0\r\n\r\n");

    for (String value :
        List.of("a\\r\\nX-Injected: b", "a\\nX-Injected: b", "a\\u0000b", "a\\r\\n\\r\\nGET / ")) {
      AttemptOutcome outcome =
          rig.attempt(
              rig.endpoint(receiver.url()).headers("{\"X-A\":\"" + value + "\"}").configured());

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.failure()).isEqualTo(Failure.UNSENDABLE));
    }
    assertThat(receiver.requests()).noneMatch(request -> request.contains("Injected"));
  }

  @Test
  void oneRequestGoesOutWhoeverNamesItsFraming() throws Exception {
    RawReceiver receiver = receivers.answering(OK + "Content-Length: 0\r\n\r\n");

    rig.attempt(
        rig.endpoint(receiver.url())
            .headers(
                """
                {"Content-Length": "3", "Transfer-Encoding": "chunked", "webhook-id": "own", "Expect": "100-continue",
                 "Host": "other.example", "Connection": "upgrade", "Upgrade": "h2c"}
                """)
            .configured());

    assertThat(receiver.requests())
        .hasSize(1)
        .allSatisfy(
            request -> {
              assertThat(request.toLowerCase(Locale.ROOT))
                  .containsOnlyOnce("content-length: 11")
                  .containsOnlyOnce("webhook-id: msg_")
                  .containsOnlyOnce("host: 127.0.0.1")
                  .doesNotContain("transfer-encoding", "upgrade", "expect", "other.example");
              assertThat(request).endsWith("\r\n\r\n{\"order\":1}");
            });
  }
}
