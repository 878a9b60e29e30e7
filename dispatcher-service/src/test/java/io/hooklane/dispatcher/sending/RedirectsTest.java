package io.hooklane.dispatcher.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.dispatcher.sending.AttemptOutcome.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A redirect leads nowhere, so that none leads into the network. */
class RedirectsTest {

  private final SendingRig rig = SendingRig.patient();
  private final RawReceivers receivers = new RawReceivers();

  @AfterEach
  void stop() {
    rig.close();
    receivers.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int status) throws Exception {
    RawReceiver canary = receivers.canary();
    RawReceiver receiver =
        receivers.answering(
            "HTTP/1.1 "
                + status
                + " Moved\r\nLocation: http://127.0.0.2:"
                + canary.port()
                + "/\r\nContent-Length: 0\r\n\r\n");

    assertThat(rig.attempt(receiver.url()))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.response().status()).isEqualTo(status));
    assertThat(canary.connectionsUntilNow()).isZero();
  }
}
