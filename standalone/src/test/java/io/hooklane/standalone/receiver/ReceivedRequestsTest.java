package io.hooklane.standalone.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReceivedRequestsTest {

  private final ReceivedRequests requests = new ReceivedRequests(3, 100);

  @Test
  void keepsTheLastOnesNewestFirst() {
    for (int i = 0; i < 5; i++) {
      add(10);
    }

    assertThat(requests.after(0)).extracting(ReceivedRequest::number).containsExactly(5L, 4L, 3L);
    assertThat(requests.count()).isEqualTo(5);
  }

  @Test
  void givesOnlyWhatIsNew() {
    add(10);
    add(10);

    assertThat(requests.after(1)).extracting(ReceivedRequest::number).containsExactly(2L);
  }

  @Test
  void forgetsOldOnesWhenTheyAreTooLarge() {
    add(60);
    add(60);

    assertThat(requests.after(0)).extracting(ReceivedRequest::number).containsExactly(2L);
  }

  @Test
  void keepsTheNewestHoweverLargeItIs() {
    add(1_000);

    assertThat(requests.after(0)).hasSize(1);
  }

  private void add(int bodyLength) {
    requests.add(
        number ->
            new ReceivedRequest(number, "", "", List.of(), "x".repeat(bodyLength), bodyLength));
  }
}
