package io.hooklane.bench.receiver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class RequestParserTest {

  private final RequestParser parser = new RequestParser();

  private record Seen(int endpoint, long message, long run, long sequence, long micros) {}

  @Test
  void readsARequestWhereverItIsSplit() {
    byte[] bytes = request(7, "msg_a", 3, "x").getBytes(US_ASCII);

    for (int split = 1; split < bytes.length; split++) {
      RequestParser fresh = new RequestParser();
      fresh.add(ByteBuffer.wrap(bytes, 0, split));
      assertThat(fresh.next()).isEmpty();
      fresh.add(ByteBuffer.wrap(bytes, split, bytes.length - split));
      assertThat(all(fresh))
          .extracting(Seen::endpoint, Seen::sequence)
          .containsExactly(tuple(7, 3));
    }
  }

  @Test
  void readsRequestsThatComeTogetherEvenWhenTheLastIsCut() {
    String two = request(1, "msg_a", 10, "x".repeat(9_000)) + request(20, "msg_b", 11, "y");
    String third = request(300, "msg_c", 12, "z");

    parser.add(bytes(two + third.substring(0, 40)));
    List<Seen> seen = new ArrayList<>(all(parser));
    parser.add(bytes(third.substring(40)));
    seen.addAll(all(parser));

    assertThat(seen).extracting(Seen::endpoint).containsExactly(1, 20, 300);
    assertThat(seen).extracting(Seen::sequence).containsExactly(10L, 11L, 12L);
    assertThat(seen).extracting(Seen::run).containsOnly(5L);
    assertThat(seen).extracting(Seen::micros).containsOnly(1_700_000_000_000_001L);
    assertThat(seen).extracting(Seen::message).doesNotHaveDuplicates();
  }

  @Test
  void readsHeadersWhateverTheirCase() {
    parser.add(
        bytes(
            "POST /h/2 HTTP/1.1\r\nCONTENT-LENGTH:  2\r\nWebhook-Id: msg_a\r\n\r\n{}"
                + request(3, "msg_a", 1, "x")));

    assertThat(all(parser)).extracting(Seen::message).containsExactly(hash(), hash());
  }

  @Test
  void hasNoNumbersWhereThereAreNone() {
    parser.add(bytes("POST /somewhere HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}"));

    Seen seen = all(parser).getFirst();

    assertThat(seen.endpoint()).isEqualTo(-1);
    assertThat(seen.run()).isEqualTo(-1);
    assertThat(seen.sequence()).isEqualTo(-1);
  }

  @Test
  void refusesWhatItDoesNotRead() {
    parser.add(bytes("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n"));

    assertThatThrownBy(parser::next).isInstanceOf(RequestParser.BadRequestException.class);
  }

  private static long hash() {
    RequestParser other = new RequestParser();
    other.add(bytes(request(1, "msg_a", 1, "x")));
    return all(other).getFirst().message();
  }

  private static List<Seen> all(RequestParser parser) {
    List<Seen> seen = new ArrayList<>();
    for (Optional<Request> next = parser.next(); next.isPresent(); next = parser.next()) {
      Request request = next.get();
      seen.add(
          new Seen(
              request.endpoint(),
              request.messageHash(),
              request.number(0),
              request.number(1),
              request.number(2)));
    }
    return seen;
  }

  private static Tuple tuple(int endpoint, long sequence) {
    return org.assertj.core.api.Assertions.tuple(endpoint, sequence);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static String request(int endpoint, String message, long sequence, String pad) {
    String body =
        "{\"run\":5,\"seq\":%d,\"at\":1700000000000001,\"pad\":\"%s\"}".formatted(sequence, pad);
    return "POST /h/%d HTTP/1.1\r\nhost: a\r\nwebhook-id: %s\r\ncontent-length: %d\r\n\r\n%s"
        .formatted(endpoint, message, body.length(), body);
  }
}
