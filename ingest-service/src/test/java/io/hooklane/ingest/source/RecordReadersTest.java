package io.hooklane.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hooklane.ingest.rejection.Rejection.Code;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordReadersTest {

  private static final CloudEventReader CLOUD_EVENTS = new CloudEventReader("live");
  private static final Map<String, String> BINARY =
      Map.of("ce_specversion", "1.0", "ce_type", "a.b", "ce_id", "1", "ce_hooklaneapp", "customer");

  @Test
  void readsABinaryCloudEvent() throws RejectedException {
    SourceEvent event = CLOUD_EVENTS.read(entry(null, "{ \"a\":1 }", BINARY));

    assertThat(event.environment()).isEqualTo("live");
    assertThat(event.application()).isEqualTo("customer");
    assertThat(event.type()).isEqualTo("a.b");
    assertThat(event.contentType()).isEqualTo("application/json");
    assertThat(event.body()).asString(StandardCharsets.UTF_8).isEqualTo("{ \"a\":1 }");
  }

  @Test
  void readsDataInBase64() throws RejectedException {
    SourceEvent event =
        CLOUD_EVENTS.read(
            structured("\"datacontenttype\":\"text/plain\",\"data_base64\":\"aMOpIQ==\""));

    assertThat(event.body()).asString(StandardCharsets.UTF_8).isEqualTo("hé!");
    assertThat(event.contentType()).isEqualTo("text/plain");
  }

  @Test
  void readsDataThatIsText() throws RejectedException {
    SourceEvent event =
        CLOUD_EVENTS.read(
            structured("\"datacontenttype\":\"application/xml\",\"data\":\"<a b=\\\"c\\\"/>\""));

    assertThat(event.body()).asString(StandardCharsets.UTF_8).isEqualTo("<a b=\"c\"/>");
  }

  @Test
  void keepsJsonThatIsTextAsJson() throws RejectedException {
    assertThat(CLOUD_EVENTS.read(structured("\"data\":\"x\"")).body())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("\"x\"");
  }

  @Test
  void refusesWhatIsNoCloudEvent() {
    assertThat(refused(CLOUD_EVENTS, entry(null, "{}", Map.of())))
        .isEqualTo(Code.NOT_A_CLOUD_EVENT);
    assertThat(
            refused(
                CLOUD_EVENTS,
                entry(null, "[]", Map.of("content-type", "application/cloudevents-batch+json"))))
        .isEqualTo(Code.NOT_A_CLOUD_EVENT);
    assertThat(refused(CLOUD_EVENTS, structured("\"data_base64\":\"?\"")))
        .isEqualTo(Code.UNREADABLE);
    assertThat(refused(CLOUD_EVENTS, structured("\"x\":1"))).isEqualTo(Code.NO_VALUE);
  }

  @Test
  void readsByRules() throws RejectedException {
    MappedReader reader =
        new MappedReader(
            rule("constant:test"),
            rule("pointer:/customer/id"),
            rule("header:type"),
            rule("key"),
            rule("pointer:/channels"),
            rule("pointer:/tags"),
            rule("pointer:/number"),
            rule("pointer:/order"));

    SourceEvent event =
        reader.read(
            entry(
                "id-1",
                "{\"order\": {\"n\": 1.0},\"customer\":{\"id\":\"c7\"},\"channels\":[\"x\",\"y\"],"
                    + "\"tags\":\"a, b\",\"number\":42}",
                Map.of("type", "order.paid")));

    assertThat(event.environment()).isEqualTo("test");
    assertThat(event.application()).isEqualTo("c7");
    assertThat(event.type()).isEqualTo("order.paid");
    assertThat(event.id()).isEqualTo("id-1");
    assertThat(event.channels()).containsExactly("x", "y");
    assertThat(event.tags()).containsExactly("a", "b");
    assertThat(event.orderingKey()).isEqualTo("42");
    assertThat(event.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"n\": 1.0}");
  }

  @Test
  void refusesWhereARuleFindsNothing() {
    MappedReader reader =
        new MappedReader(
            rule("constant:live"),
            rule("key"),
            rule("pointer:/type"),
            null,
            null,
            null,
            null,
            null);

    assertThat(refused(reader, entry(null, "{\"type\":\"a\"}", Map.of())))
        .isEqualTo(Code.NO_APPLICATION);
    assertThat(refused(reader, entry("c", "{}", Map.of()))).isEqualTo(Code.NO_TYPE);
    assertThat(refused(reader, entry("c", "{\"type\":", Map.of()))).isEqualTo(Code.UNREADABLE);
  }

  @Test
  void saysWhichRuleIsNone() {
    for (String text :
        new String[] {"", "keys", "key:", "header:", "pointer:x", "constant:", "x:y"}) {
      assertThatThrownBy(() -> Rule.parse("hooklane.sources.orders.type", text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("hooklane.sources.orders.type")
          .hasMessageContaining("header:NAME");
    }
  }

  private static Rule rule(String text) {
    return Rule.parse("test", text);
  }

  private static Code refused(RecordReader reader, ConsumerRecord<byte[], byte[]> entry) {
    return catchThrowableOfType(RejectedException.class, () -> reader.read(entry))
        .rejection()
        .code();
  }

  private static ConsumerRecord<byte[], byte[]> structured(String more) {
    return entry(
        null,
        "{\"specversion\":\"1.0\",\"type\":\"a\",\"hooklaneapp\":\"c\"," + more + "}",
        Map.of("content-type", "application/cloudevents+json; charset=utf-8"));
  }

  @SuppressWarnings("NullAway") // A record's key may be null.
  private static ConsumerRecord<byte[], byte[]> entry(
      @Nullable String key, String value, Map<String, String> headers) {
    ConsumerRecord<byte[], byte[]> entry =
        new ConsumerRecord<>(
            "t",
            0,
            0,
            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
            value.getBytes(StandardCharsets.UTF_8));
    headers.forEach(
        (name, text) -> entry.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return entry;
  }
}
