package io.hooklane.bench.receiver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);

  private final Judge judge = new Judge(new Random(1), Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void countsADeliveryOnceAndItsRepeatsAsDuplicates() {
    judge.begin(new RunPlan(1, 1, 0));

    arrives(0, 0, "msg_a");
    arrives(0, 0, "msg_a");
    arrives(1, 1, "msg_b");

    Tally tally = judge.tally(1, false);
    assertThat(tally.delivered()).isEqualTo(2);
    assertThat(tally.duplicates()).isEqualTo(1);
    assertThat(tally.invented()).isZero();
  }

  @Test
  void knowsTheEndpointsOfOneEventApart() {
    judge.begin(new RunPlan(1, 3, 0));

    for (int endpoint = 6; endpoint < 9; endpoint++) {
      arrives(endpoint, 2, "msg_a");
    }

    assertThat(judge.tally(1, false).delivered()).isEqualTo(3);
    assertThat(judge.tally(1, false).duplicates()).isZero();
  }

  @Test
  void callsASecondMessageOfTheSameEventInvented() {
    judge.begin(new RunPlan(1, 1, 0));

    arrives(0, 0, "msg_a");
    arrives(0, 0, "msg_z");

    assertThat(judge.tally(1, false).invented()).isEqualTo(1);
  }

  @Test
  void seesWhenALaneIsOvertaken() {
    judge.begin(new RunPlan(1, 1, 2));

    arrives(0, 0, "msg_a");
    arrives(1, 1, "msg_b");
    arrives(0, 4, "msg_e");

    assertThat(judge.tally(1, false).inversions()).isEqualTo(1);
  }

  @Test
  void takesARepeatInALaneForNoInversion() {
    judge.begin(new RunPlan(1, 1, 1));

    arrives(0, 0, "msg_a");
    arrives(0, 1, "msg_b");
    arrives(0, 0, "msg_a");
    arrives(0, 2, "msg_c");

    assertThat(judge.tally(1, false).inversions()).isZero();
    assertThat(judge.tally(1, false).duplicates()).isEqualTo(1);
  }

  @Test
  void failsTheFirstAttemptsAndCountsOnlyTheOneThatItTakes() {
    judge.begin(new RunPlan(1, 1, 0));
    judge.behave(0, 1, Behaviour.PLAIN.failsFirst(1, 503, 7).withLog());

    String first = words(arrives(0, 0, "msg_a"));
    arrives(0, 0, "msg_a");

    assertThat(first).contains(" 503 ").contains("retry-after: 7");
    assertThat(judge.tally(1, false).delivered()).isEqualTo(1);
    assertThat(judge.tally(1, false).refused()).isEqualTo(1);
    assertThat(judge.takeArrivals()).extracting(Arrival::status).containsExactly(503, 204);
  }

  @Test
  void leavesHangingWhatIsToHang() {
    judge.begin(new RunPlan(1, 1, 0));
    judge.behave(0, 1, Behaviour.hanging());

    assertThat(arrives(0, 0, "msg_a")).isNull();
    assertThat(judge.tally(1, false).unanswered()).isEqualTo(1);
  }

  @Test
  void answersNothingOfARunThatIsNotGoingOn() {
    String answer = words(arrives(0, 0, "msg_a"));

    assertThat(answer).contains(" 404 ");
  }

  private static String words(@Nullable Answer answer) {
    return answer == null ? "none" : new String(answer.bytes(), US_ASCII);
  }

  private @Nullable Answer arrives(int endpoint, long sequence, String message) {
    String body = "{\"run\":1,\"seq\":%d,\"at\":1700000000000000,\"pad\":\"\"}".formatted(sequence);
    RequestParser parser = new RequestParser();
    parser.add(
        ByteBuffer.wrap(
            "POST /h/%d HTTP/1.1\r\nwebhook-id: %s\r\ncontent-length: %d\r\n\r\n%s"
                .formatted(endpoint, message, body.length(), body)
                .getBytes(US_ASCII)));
    return judge.answer(parser.next().orElseThrow());
  }
}
