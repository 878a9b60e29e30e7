package io.hooklane.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class CustomersTest {

  private final Customers customers = new Customers("some", 40, 20, 2);

  @Test
  void eachEventIsOfTheNextApplication() {
    ProducerRecord<byte[], byte[]> record = customers.record(7, 23, new byte[0]);

    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("some-3");
    assertThat(new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
        .isEqualTo("7-23");
  }

  @Test
  void whatIsSentToThoseThatTakeNothingIsNotExpected() {
    AllButSome others = new AllButSome(customers, 5);

    assertThat(others.deliveries(0)).isZero();
    assertThat(others.deliveries(5)).isZero();
    assertThat(others.deliveries(6)).isEqualTo(2);
    assertThat(others.deliveries(20)).isEqualTo(30);
    assertThat(others.deliveries(27)).isEqualTo(34);
  }

  @Test
  void aPayloadIsOfItsSizeAndSaysWhatItIs() {
    byte[] payload = new Payload(3, 1024).of(17, 99);

    assertThat(payload).hasSize(1024);
    assertThat(new String(payload, US_ASCII))
        .startsWith("{\"run\":3,\"seq\":17,\"at\":99,\"pad\":\"")
        .endsWith("\"}");
    assertThat(Json.read(payload, Map.class)).containsEntry("seq", 17);
  }
}
