package io.hooklane.deliverylog.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GatheringTest {

  private static final TopicPartition PARTITION = new TopicPartition("hooklane.messages", 0);
  private static final Duration BOUND = Duration.ofSeconds(1);
  private static final long LATER = Duration.ofMillis(100).toNanos();

  private final Gathering gathering = new Gathering(new Settings());

  @Test
  void waitsForNothingWhileThereIsNothing() {
    assertThat(gathering.untilDue(LATER, BOUND)).isEqualTo(BOUND);
  }

  @Test
  void isDueWhenTheFirstRecordWaitedLongEnough() {
    gathering.add(records(0, 1), 0);
    gathering.add(records(1, 1), LATER);

    assertThat(gathering.untilDue(LATER, BOUND)).isEqualTo(Duration.ofMillis(50));
    assertThat(gathering.untilDue(LATER + LATER, BOUND)).isNegative();
  }

  @Test
  void isDueWhenThereAreEnough() {
    gathering.add(records(0, 10), 0);

    assertThat(gathering.untilDue(0, BOUND)).isZero();
  }

  @Test
  void reachesOverOffsetsThatHoldNoRecord() {
    gathering.add(new ConsumerRecords<>(Map.of(), Map.of(PARTITION, new OffsetAndMetadata(17))), 0);

    assertThat(gathering.records()).isEmpty();
    assertThat(gathering.nextOffsets()).containsExactly(Map.entry(PARTITION, 17L));
    assertThat(gathering.untilDue(LATER + LATER, BOUND)).isNegative();
  }

  private static ConsumerRecords<byte[], byte[]> records(int from, int count) {
    List<ConsumerRecord<byte[], byte[]>> records =
        IntStream.range(from, from + count)
            .mapToObj(
                offset ->
                    new ConsumerRecord<>(
                        PARTITION.topic(), PARTITION.partition(), offset, new byte[1], new byte[1]))
            .toList();
    return new ConsumerRecords<>(
        Map.of(PARTITION, records), Map.of(PARTITION, new OffsetAndMetadata(from + count)));
  }

  private record Settings() implements RecordingConfig {

    @Override
    public int maxRecords() {
      return 10;
    }

    @Override
    public long maxBytes() {
      return 1_000;
    }

    @Override
    public Duration linger() {
      return Duration.ofMillis(150);
    }

    @Override
    public Duration firstBackoff() {
      return Duration.ofMillis(10);
    }

    @Override
    public Duration longestBackoff() {
      return Duration.ofMillis(100);
    }

    @Override
    public Duration answerWait() {
      return Duration.ofSeconds(2);
    }
  }
}
