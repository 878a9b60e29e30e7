package io.hooklane.deliverylog.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderLinesTest {

  private static final String MESSAGE = "msg_1";
  private static final String MASKED = "***";

  @Test
  void addsWhatAReportLeavesOut() {
    assertThat(HeaderLines.ofRequest("user-agent: H/1\nwebhook-timestamp: 17", MESSAGE))
        .isEqualTo(
            Map.of(
                "webhook-id", List.of(MESSAGE),
                "user-agent", List.of("H/1"),
                "webhook-timestamp", List.of("17"),
                "webhook-signature", List.of(MASKED),
                "content-type", List.of("application/json")));
  }

  @Test
  void addsTheSvixNamesWhereTheyWereSent() {
    assertThat(HeaderLines.ofRequest("webhook-timestamp: 17\nsvix-signature: ***", MESSAGE))
        .containsEntry("svix-id", List.of(MESSAGE))
        .containsEntry("svix-timestamp", List.of("17"))
        .containsEntry("svix-signature", List.of(MASKED));
  }

  @Test
  void anotherSignatureAndContentTypeStandAlone() {
    assertThat(HeaderLines.ofRequest("X-Sig: ***\ncontent-type: text/plain", MESSAGE))
        .isEqualTo(
            Map.of(
                "webhook-id", List.of(MESSAGE),
                "x-sig", List.of(MASKED),
                "content-type", List.of("text/plain")));
  }

  @Test
  void aHeaderThatGaveWayToAnotherIsNotShownBesideIt() {
    assertThat(HeaderLines.ofRequest("user-agent: H/1\nuser-agent: ***", MESSAGE))
        .containsEntry("user-agent", List.of("H/1"));
  }

  @Test
  void aResponseMayNameAHeaderTwice() {
    assertThat(HeaderLines.ofResponse("Set-Cookie: a=1: b\nset-cookie: c\nnonsense\n: x"))
        .isEqualTo(Map.of("set-cookie", List.of("a=1: b", "c")));
  }

  @Test
  void nothingIsKnownOfWhatWasNotRecorded() {
    assertThat(HeaderLines.ofRequest(null, MESSAGE)).isNull();
    assertThat(HeaderLines.ofResponse(null)).isNull();
    assertThat(HeaderLines.ofResponse("")).isEmpty();
  }
}
