package io.hooklane.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The fixture must be right before it may judge the product. */
class ReceiverTest {

  @Test
  void answersByItsScriptAndRecordsWhatCame() {
    try (Receiver receiver = Receiver.open()) {
      Inbox inbox = receiver.inbox().answers(500, 204);
      Api sender = new Api(URI.create(inbox.url()), null);

      assertThat(sender.postBytes("", "one".getBytes(UTF_8)).status()).isEqualTo(500);
      assertThat(sender.postBytes("", "two".getBytes(UTF_8)).status()).isEqualTo(204);
      assertThat(sender.postBytes("", "three".getBytes(UTF_8)).status()).isEqualTo(204);

      assertThat(inbox.received().stream().map(Received::text))
          .containsExactly("one", "two", "three");
    }
  }

  @Test
  void hangsUntilReleased() {
    try (Receiver receiver = Receiver.open()) {
      Inbox inbox = receiver.inbox().hangs();
      CompletableFuture<Integer> status =
          CompletableFuture.supplyAsync(
              () -> new Api(URI.create(inbox.url()), null).postBytes("", new byte[0]).status());
      inbox.awaits(1);

      assertThat(status).isNotDone();
      inbox.releases();

      Awaitility.await().until(status::isDone);
      assertThat(status.join()).isEqualTo(204);
    }
  }

  @Test
  void verifiesASignatureOnlyOfTheVeryBytes() throws Exception {
    try (Receiver receiver = Receiver.open()) {
      String secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
      Inbox inbox = receiver.inbox();
      long now = Instant.now().getEpochSecond();
      String signature = new Webhook(secret).sign("msg_1", now, "{}");
      String[] headers = {
        "webhook-id",
        "msg_1",
        "webhook-timestamp",
        Long.toString(now),
        "webhook-signature",
        signature
      };
      Api sender = new Api(URI.create(inbox.url()), null);

      sender.postBytes("", "{}".getBytes(UTF_8), headers);
      sender.postBytes("", "{ }".getBytes(UTF_8), headers);

      inbox.received().getFirst().verify(secret);
      assertThatThrownBy(() -> inbox.received().getLast().verify(secret))
          .isInstanceOf(AssertionError.class);
    }
  }
}
