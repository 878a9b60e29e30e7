package io.hooklane.bench;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Deliveries that the dispatchers have not committed: what may come again after a kill. */
final class Uncommitted implements AutoCloseable {

  private static final String GROUP = "hooklane-dispatcher";

  private final Admin admin;

  Uncommitted(String bootstrap) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  /** How many there are on Kafka, those included that no dispatcher has taken yet. */
  long count() {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          admin
              .listOffsets(
                  committed.keySet().stream()
                      .collect(Collectors.toMap(Function.identity(), one -> OffsetSpec.latest())))
              .all()
              .get();
      return committed.entrySet().stream()
          .filter(one -> one.getValue() != null)
          .mapToLong(
              one -> {
                ListOffsetsResultInfo end = ends.get(one.getKey());
                return end == null ? 0 : Math.max(0, end.offset() - one.getValue().offset());
              })
          .sum();
    } catch (ExecutionException e) {
      throw new BenchException("Kafka does not tell what is committed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted");
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
