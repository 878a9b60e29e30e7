package io.hooklane.dispatcher.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HoldingsTest {

  private final Holdings holdings = new Holdings(20, 100, 100_000_000);
  private final TakenRecord one =
      new TakenRecord(
          new ConsumerRecord<>("topic", 0, 0, new byte[0], new byte[0]),
          new Assignment(new TopicPartition("topic", 0), OffsetTracker.resumedAt(0, ""), Map.of()),
          new ConcurrentLinkedQueue<>());

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      holdings.add(one);
    }
  }

  private void remove(int count) {
    for (int i = 0; i < count; i++) {
      holdings.remove(one);
    }
  }

  @Test
  void whatFlowsMustFallToHalfOfItsBoundOnceItIsReached() {
    add(19);
    assertThat(holdings.full(0)).isFalse();
    add(1);
    assertThat(holdings.full(0)).isTrue();
    remove(10);
    assertThat(holdings.full(0)).isTrue();
    remove(1);
    assertThat(holdings.full(0)).isFalse();
    add(10);
    assertThat(holdings.full(0)).isFalse();
  }

  @Test
  void whatWaitsDoesNotHoldUpWhatFlowsBelowItsOwnBound() {
    add(99);
    assertThat(holdings.full(79)).isTrue();

    remove(11);

    assertThat(holdings.full(79)).isFalse();
  }

  @Test
  void allOfItIsBoundedHoweverMuchOnlyWaits() {
    add(100);
    assertThat(holdings.full(100)).isTrue();
    remove(50);
    assertThat(holdings.full(50)).isTrue();
    remove(1);
    assertThat(holdings.full(49)).isFalse();
  }

  @Test
  void itsBytesAreBoundedToo() {
    Holdings small = new Holdings(20, 100, 3 * one.bytes());
    small.add(one);
    small.add(one);
    assertThat(small.full(2)).isFalse();
    small.add(one);
    assertThat(small.full(3)).isTrue();
  }
}
