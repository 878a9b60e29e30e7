package io.hooklane.dispatcher.sending;

import static io.hooklane.dispatcher.sending.RawReceivers.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.dispatcher.sending.AttemptOutcome.Failed;
import io.hooklane.dispatcher.sending.AttemptOutcome.Refused;
import io.hooklane.dispatcher.sending.AttemptOutcome.Succeeded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing in a response's headers breaks the log, the database or a terminal. */
class RecordedHeadersTest {

  private final SendingRig rig = SendingRig.patient();
  private final RawReceivers receivers = new RawReceivers();

  @AfterEach
  void stop() {
    rig.close();
    receivers.close();
  }

  @Test
  void nothingInAHeaderThatIsRecordedBreaksALineOrATerminal() throws Exception {
    RawReceiver receiver =
        receivers.answering(
            OK
                + "X-Latin: caf\u00e9\r\nX-Utf: \u00c3\u00a9\r\nX-C1: a\u0085b\u009b31m\r\n"
                + "X-Tab: a\tb\r\nContent-Length: 0\r\n\r\n");

    assertThat(rig.attempt(receiver.url()))
        .isInstanceOfSatisfying(
            Succeeded.class,
            succeeded ->
                assertThat(succeeded.response().headers().split("\n"))
                    .contains(
                        "X-Latin: caf\u00e9",
                        "X-Utf: \u00c3\u00a9",
                        "X-C1: a\ufffdb\ufffd31m",
                        "X-Tab: a\tb"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u001b[31m", "\u0007", "\u007f", "\u000b"})
  void aControlCharacterInAHeaderIsNeverRecorded(String control) throws Exception {
    RawReceiver receiver =
        receivers.answering(OK + "X-Control: a" + control + "b\r\nContent-Length: 0\r\n\r\n");

    AttemptOutcome outcome = rig.attempt(receiver.url());

    String recorded =
        switch (outcome) {
          case Succeeded succeeded -> succeeded.response().headers();
          case Refused refused -> refused.response().headers();
          case Failed failed -> failed.detail();
        };
    assertThat(recorded).doesNotContain(control.substring(0, 1));
  }
}
