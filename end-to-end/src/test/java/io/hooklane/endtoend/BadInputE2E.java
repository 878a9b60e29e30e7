package io.hooklane.endtoend;

import static io.hooklane.endtoend.Event.anEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a clear error, and nothing else suffers from it. */
@EndToEnd
class BadInputE2E {

  private static final int LARGEST_PAYLOAD = 1024 * 1024;

  private final Hooklane hooklane;
  private final Application application;
  private final Inbox inbox;

  BadInputE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.application = hooklane.anApplication();
    this.inbox = hooklane.receiver().inbox();
    application.anEndpoint().at(inbox).created();
  }

  @AfterEach
  void theNextGoodEventArrives() {
    Event good = anEvent("order.reminder");
    application.publish(good);
    inbox.awaits(good);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventType\":\"a.b\",\"payload\":{",
        "{\"eventType\":\"a.b\",\"payload\":{\"a\":01}}",
        "{\"eventType\":\"a.b\",\"payload\":{}}}",
        "not json",
        ""
      })
  void whatIsNotJsonIs422(String body) {
    Answer answer = application.api().postBytes(application.path() + "/msg", body.getBytes(UTF_8));

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().path("detail").path(0).path("type").asText())
        .isEqualTo("value_error.jsondecode");
  }

  @Test
  void aMessageWithoutTypeOrWithAPayloadThatIsNoObjectIs422NamingTheField() {
    String path = application.path() + "/msg";

    assertThat(application.api().post(path, Json.object("payload", Map.of())))
        .matches(answer -> answer.rejectsField("eventType"));
    assertThat(application.api().post(path, Json.object("eventType", "a.b", "payload", 1)))
        .matches(answer -> answer.rejectsField("payload"));
  }

  @Test
  void anUnknownApplicationIs404() {
    Answer answer =
        application
            .api()
            .postBytes("/api/v1/app/nobody/msg", anEvent("order.reminder").asRestBody());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("code").asText()).isEqualTo("not_found");
  }

  @ParameterizedTest
  @ValueSource(ints = {LARGEST_PAYLOAD - 1, LARGEST_PAYLOAD})
  void aPayloadUpToTheLimitArrives(int size) {
    Event event = anEvent("order.reminder").carrying(ofSize(size));

    application.publish(event);

    inbox.awaits(event);
  }

  @ParameterizedTest
  @ValueSource(ints = {LARGEST_PAYLOAD + 1, 2 * LARGEST_PAYLOAD, 8 * LARGEST_PAYLOAD})
  void aPayloadOverTheLimitIs413(int size) {
    Event event = anEvent("order.reminder").carrying(ofSize(size));

    Answer answer = application.tryToPublish(event);

    assertThat(answer.status()).as(answer.text()).isEqualTo(413);
    assertThat(answer.json().path("code").asText()).isEqualTo("payload_too_large");
  }

  @Test
  void aWrongKeyOrNoneIs401() {
    byte[] body = anEvent("order.reminder").asRestBody();
    String path = application.path() + "/msg";

    Answer wrong = hooklane.with("hk_live_wrong").postBytes(path, body);
    Answer none = hooklane.with(null).postBytes(path, body);

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.json().path("code").asText()).isEqualTo("authentication_failed");
    assertThat(none.status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not a url",
        "/relative",
        "ftp://example.com/",
        "http://",
        "http:///x",
        "http://ok@127.0.0.1/"
      })
  void anEndpointUrlThatIsNotOneIs422NamingTheField(String url) {
    Answer answer = application.anEndpoint().at(url).attempted();

    assertThat(answer.rejectsField("url")).as(answer.status() + " " + answer.text()).isTrue();
  }

  @Test
  void anEventTypeThatIsNotInTheCatalogIs422() {
    Answer answer =
        application.anEndpoint().at(inbox).with("eventTypes", List.of("no.such.type")).attempted();

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.text()).contains("no.such.type");
  }

  @Test
  void poisonOnASourceTopicIsRejectedWithAReasonAndOthersGoOn() {
    Map<String, byte @Nullable []> poison = new HashMap<>();
    publishPoison(poison, "plain", "not an event", Map.of());
    publishPoison(
        poison,
        "broken",
        "{\"specversion\":\"1.0\",",
        Map.of("content-type", "application/cloudevents+json"));
    publishPoison(
        poison,
        "nested",
        "[".repeat(100_000),
        Map.of("content-type", "application/cloudevents+json"));
    publishPoison(poison, "nobody", "{}", cloudEvent("app_nobody"));
    publishPoison(poison, "notjson", "{\"a\":", cloudEvent(application.id()));
    publishPoison(poison, "tombstone", null, cloudEvent(application.id()));
    Event good = anEvent("order.reminder");

    hooklane.events().publishBinary(application.id(), good);

    inbox.awaits(good);
    Map<String, ConsumerRecord<byte[], byte[]>> rejected =
        new Rejected(hooklane.events().bootstrap()).awaits(poison.keySet());
    for (Map.Entry<String, byte @Nullable []> sent : poison.entrySet()) {
      ConsumerRecord<byte[], byte[]> record =
          Objects.requireNonNull(rejected.get(sent.getKey()), sent.getKey());
      String reason = Rejected.reason(record);
      System.out.printf("rejected %s: %s%n", sent.getKey(), reason);
      assertThat(reason).as(sent.getKey()).isNotEmpty();
      assertThat(record.value()).as(sent.getKey()).isEqualTo(sent.getValue());
    }
  }

  private void publishPoison(
      Map<String, byte @Nullable []> poison,
      String name,
      @Nullable String value,
      Map<String, String> headers) {
    String key = name + "-" + UUID.randomUUID();
    byte[] bytes = value == null ? null : value.getBytes(UTF_8);
    hooklane.events().publishRaw(key.getBytes(UTF_8), bytes, headers);
    poison.put(key, bytes);
  }

  private static Map<String, String> cloudEvent(String application) {
    return Map.of(
        "ce_specversion", "1.0",
        "ce_id", UUID.randomUUID().toString(),
        "ce_source", "/end-to-end",
        "ce_type", "order.reminder",
        "ce_hooklaneapp", application,
        "content-type", "application/json");
  }

  private static byte[] ofSize(int bytes) {
    String mark = "{\"mark\":\"" + UUID.randomUUID() + "\",\"pad\":\"";
    return (mark + "x".repeat(bytes - mark.length() - 2) + "\"}").getBytes(UTF_8);
  }
}
