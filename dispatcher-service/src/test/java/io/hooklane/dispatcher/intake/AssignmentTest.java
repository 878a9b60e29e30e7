package io.hooklane.dispatcher.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Delivery;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  private static final TopicPartition PARTITION = new TopicPartition("hooklane.deliveries", 0);

  private final OffsetTracker tracker = OffsetTracker.resumedAt(10, "");
  private final Assignment assignment =
      new Assignment(PARTITION, tracker, Map.of(10L, "dlv_a", 11L, "dlv_b"));

  @Test
  void whatWasFinishedLatelyIsDoneAlready() {
    assertThat(assignment.takes(record(10, "dlv_a"))).isFalse();

    assertThat(tracker.committable()).isEqualTo(11);
  }

  @Test
  void anotherDeliveryAtThatOffsetIsTaken() {
    assertThat(assignment.takes(record(10, "dlv_other"))).isTrue();

    assertThat(tracker.committable()).isEqualTo(10);
  }

  @Test
  void whatFollowsIsTaken() {
    assertThat(assignment.takes(record(12, "dlv_c"))).isTrue();
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, String delivery) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(PARTITION.topic(), 0, offset, new byte[0], new byte[0]);
    record.headers().add(Delivery.ID_HEADER, delivery.getBytes(UTF_8));
    return record;
  }
}
