package io.hooklane.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.delivery.DeliveryReport.Cancellation;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.contracts.delivery.DeliveryState;
import io.hooklane.contracts.delivery.Failure;
import io.hooklane.contracts.delivery.Timings;
import io.hooklane.contracts.delivery.Trigger;
import io.hooklane.contracts.health.EndpointVerdict;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.AttemptId;
import io.hooklane.contracts.id.DeliveryId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.MessageId;
import io.hooklane.contracts.id.TaskId;
import io.hooklane.contracts.message.ExpungedMessage;
import io.hooklane.contracts.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The samples are records as the last release wrote them. A change that fails here would be misread
 * by a service of another version: make it additive instead.
 */
class GoldenSampleTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");
  private static final EnvironmentId ENVIRONMENT = new EnvironmentId("env_" + "1".repeat(27));
  private static final ApplicationId APPLICATION = new ApplicationId("app_" + "2".repeat(27));
  private static final EndpointId ENDPOINT = new EndpointId("ep_" + "3".repeat(27));
  private static final MessageId MESSAGE = new MessageId("msg_" + "4".repeat(27));
  private static final DeliveryId DELIVERY = new DeliveryId("dlv_" + "5".repeat(27));
  private static final AttemptId ATTEMPT = new AttemptId("atmpt_" + "6".repeat(27));

  private static final TaskId TASK = new TaskId("qtask_" + "7".repeat(27));

  private final Message message =
      new Message(
          MESSAGE,
          ENVIRONMENT,
          APPLICATION,
          "order.reminder",
          "order-1-reminder",
          List.of("client_A", "agent_X"),
          List.of("spring", "sale-1"),
          NOON,
          "order-1",
          "application/json",
          ENDPOINT,
          true);

  private final Delivery delivery =
      new Delivery(
          DELIVERY,
          MESSAGE,
          ENVIRONMENT,
          APPLICATION,
          ENDPOINT,
          "order.reminder",
          NOON,
          "application/json",
          3,
          Trigger.SCHEDULED,
          NOON.plusSeconds(300),
          1,
          4711,
          TASK);

  private final Attempt attempt =
      new Attempt(
          Subject.of(delivery),
          ATTEMPT,
          3,
          Trigger.SCHEDULED,
          NOON.plusSeconds(300),
          Duration.ofMillis(42),
          "https://example.com/hooks",
          503,
          Failure.STATUS,
          "The receiver answered 503",
          new Timings(null, Duration.ofMillis(3), Duration.ofMillis(12), Duration.ofMillis(20)),
          "content-type: application/json\nx-key: ***",
          "retry-after: 60\nserver: x",
          DeliveryState.PENDING,
          NOON.plusSeconds(360));

  private final Cancellation cancellation =
      new Cancellation(Subject.of(delivery), NOON, "The endpoint is disabled");

  private final EndpointVerdict verdict =
      new EndpointVerdict(
          ENDPOINT,
          APPLICATION,
          ENVIRONMENT,
          EndpointVerdict.Verdict.GONE,
          NOON,
          "The receiver answered 410 Gone");

  private final EndpointVerdict verdictOverTime =
      new EndpointVerdict(
          ENDPOINT,
          APPLICATION,
          ENVIRONMENT,
          EndpointVerdict.Verdict.FAILING,
          NOON,
          "All 12 attempts failed",
          NOON.minusSeconds(432_000));

  private final ExpungedMessage expunged =
      new ExpungedMessage(MESSAGE, ENVIRONMENT, APPLICATION, NOON);

  @Test
  void aMessageIsWrittenAndReadAsItWas() {
    assertGolden("message", message, message::writeTo, Message::readFrom);
  }

  @Test
  void aDeliveryIsWrittenAndReadAsItWas() {
    assertGolden("delivery", delivery, delivery::writeTo, Delivery::readFrom);
  }

  @Test
  void anAttemptIsWrittenAndReadAsItWas() {
    assertGolden("attempt", attempt, attempt::writeTo, DeliveryReport::readFrom);
  }

  @Test
  void aCancellationIsWrittenAndReadAsItWas() {
    assertGolden("cancellation", cancellation, cancellation::writeTo, DeliveryReport::readFrom);
  }

  @Test
  void aCancellationOfWhatWasAskedForByHandIsWrittenAndReadAsItWas() {
    Cancellation byHand =
        new Cancellation(Subject.of(delivery), NOON, Trigger.MANUAL, "The endpoint is disabled");

    assertGolden("cancellation-by-hand", byHand, byHand::writeTo, DeliveryReport::readFrom);
  }

  @Test
  void aVerdictIsWrittenAndReadAsItWas() {
    assertGolden("verdict", verdict, verdict::writeTo, EndpointVerdict::readFrom);
  }

  @Test
  void aVerdictOverTimeIsWrittenAndReadAsItWas() {
    assertGolden(
        "verdict-over-time", verdictOverTime, verdictOverTime::writeTo, EndpointVerdict::readFrom);
  }

  @Test
  void anExpungedMessageIsWrittenAndReadAsItWas() {
    assertGolden("expunged", expunged, expunged::writeTo, ExpungedMessage::readFrom);
  }

  @Test
  void aFailureOfALaterReleaseIsAnother() {
    String sample = sample("attempt");
    RecordedHeaders later = RecordedHeaders.ofText(sample.replace("\\x07status", "\\x07novel!"));

    assertThat(((Attempt) DeliveryReport.readFrom(later)).failure()).isEqualTo(Failure.OTHER);
  }

  @Test
  void whatTheFirstReleaseWroteIsRead() {
    assertThat(Delivery.readFrom(ofTheFirstRelease("delivery"))).isEqualTo(delivery);
    assertThat(DeliveryReport.readFrom(ofTheFirstRelease("attempt"))).isEqualTo(attempt);
    assertThat(DeliveryReport.readFrom(ofTheFirstRelease("cancellation"))).isEqualTo(cancellation);
    assertThat(((Cancellation) DeliveryReport.readFrom(ofTheFirstRelease("cancellation-by-hand"))))
        .extracting(Cancellation::trigger)
        .isEqualTo(Trigger.MANUAL);
  }

  @Test
  void fieldsOfALaterReleaseAreLeftWhereTheyAre() {
    String later = sample("attempt").stripTrailing() + "\\x04new\n";

    assertThat(DeliveryReport.readFrom(RecordedHeaders.ofText(later))).isEqualTo(attempt);
  }

  @Test
  void aFieldThatAnEarlierReleaseDidNotWriteIsNone() {
    String earlier = sample("delivery").replace('"' + TASK.value(), "");

    assertThat(Delivery.readFrom(RecordedHeaders.ofText(earlier)).task()).isNull();
  }

  @Test
  void aMessageOfTheFirstReleaseIsRead() {
    Message read = Message.readFrom(RecordedHeaders.ofText(sample("message-of-the-first-release")));

    assertThat(read.id()).isEqualTo(MESSAGE);
    assertThat(read.onlyEndpoint()).isNull();
    assertThat(read.test()).isFalse();
  }

  @Test
  void aHeaderOfALaterReleaseIsIgnored() {
    RecordedHeaders later = RecordedHeaders.ofText(sample("delivery")).with("hooklane_new", "1");

    assertThat(Delivery.readFrom(later)).isEqualTo(delivery);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hooklane_delivery", "hooklane_attempt", "hooklane_due"})
  void aMissingHeaderIsNamed(String header) {
    RecordedHeaders incomplete = ofTheFirstRelease("delivery").without(header);

    assertThatThrownBy(() -> Delivery.readFrom(incomplete))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining(header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hooklane_delivery", "hooklane_attempt", "hooklane_trigger"})
  void aMalformedHeaderMakesTheRecordUnreadable(String header) {
    RecordedHeaders malformed = ofTheFirstRelease("delivery").with(header, "\u0000");

    assertThatThrownBy(() -> Delivery.readFrom(malformed))
        .isInstanceOf(UnreadableRecordException.class);
  }

  private static RecordedHeaders ofTheFirstRelease(String name) {
    return RecordedHeaders.ofText(sample(name + "-of-the-first-release"));
  }

  private interface Writer {
    void writeTo(HeaderSink headers);
  }

  private static <T> void assertGolden(
      String name, T record, Writer writer, Function<HeaderSource, T> reader) {
    RecordedHeaders written = new RecordedHeaders();
    writer.writeTo(written);

    assertThat(written.asText()).isEqualTo(sample(name));
    assertThat(reader.apply(RecordedHeaders.ofText(sample(name)))).isEqualTo(record);
  }

  private static String sample(String name) {
    String path = "/golden/" + name + ".txt";
    try (InputStream in = GoldenSampleTest.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
