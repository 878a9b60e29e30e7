package io.hooklane.subscription.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hooklane.contracts.configuration.Configuration.HttpVersion;
import io.hooklane.contracts.configuration.Configuration.Ordering;
import io.hooklane.contracts.configuration.Configuration.Signature;
import io.hooklane.contracts.configuration.Configuration.SignatureStyle;
import io.hooklane.contracts.configuration.Configuration.WhenTooOld;
import io.hooklane.management.JsonBody;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.attribute.Metadata;
import io.hooklane.subscription.attribute.RetryPreset;
import io.hooklane.subscription.attribute.RetrySchedule;
import io.hooklane.subscription.attribute.Uid;
import io.hooklane.subscription.sending.SendingSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointInTest {

  private static final EndpointSettings FULL =
      new EndpointSettings(
          new EndpointUrl("https://example.com"),
          new Uid("main"),
          "d",
          true,
          new EventTypeFilter(List.of("a")),
          new Channels(List.of("c")),
          5,
          new Metadata(Map.of("k", "v")),
          new RetrySchedule.Named(RetryPreset.ONE_DAY),
          new SendingSettings(
              new Ordering(Duration.ofHours(1), WhenTooOld.DISABLE),
              new Signature(SignatureStyle.TIMESTAMPED_HEX, "X-Signature"),
              HttpVersion.HTTP_2));

  @Test
  void anEmptyPatchChangesNothing() {
    assertThat(EndpointIn.patch(body("{}"), FULL)).isEqualTo(FULL);
  }

  @Test
  void nullClearsWhatCanBeAbsent() {
    EndpointSettings patched =
        EndpointIn.patch(
            body(
                "{\"uid\":null,\"filterTypes\":null,\"channels\":null,\"rateLimit\":null,\"retrySchedule\":null,\"ordering\":null,\"signature\":null,\"httpVersion\":null}"),
            FULL);

    assertThat(patched)
        .isEqualTo(
            new EndpointSettings(
                FULL.url(),
                null,
                "d",
                true,
                null,
                null,
                null,
                FULL.metadata(),
                null,
                SendingSettings.STANDARD));
  }

  @Test
  void metadataIsReplacedWhole() {
    assertThat(EndpointIn.patch(body("{\"metadata\":{\"x\":\"y\"}}"), FULL).metadata().texts())
        .isEqualTo(Map.of("x", "y"));
  }

  @Test
  void whatCannotBeAbsentCannotBeNull() {
    for (String field : List.of("url", "description", "disabled", "metadata")) {
      assertThatExceptionOfType(ValidationException.class)
          .isThrownBy(() -> EndpointIn.patch(body("{\"" + field + "\":null}"), FULL))
          .satisfies(
              it ->
                  assertThat(it.toBody().detail().getFirst().loc()).containsExactly("body", field));
    }
  }

  @Test
  void theNewerNameOfAFieldWins() {
    EndpointSettings read =
        EndpointIn.read(
            body(
                "{\"url\":\"https://example.com\",\"eventTypes\":[\"new\"],\"filterTypes\":[\"old\"]}"));

    assertThat(read.eventTypes()).isEqualTo(new EventTypeFilter(List.of("new")));
  }

  private static JsonBody body(String json) {
    return JsonBody.parse(json.getBytes(UTF_8));
  }
}
