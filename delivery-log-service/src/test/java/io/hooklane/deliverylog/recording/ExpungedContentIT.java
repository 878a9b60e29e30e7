package io.hooklane.deliverylog.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.searchkey.SearchKey;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Expunging and recording at the same time. */
@QuarkusTest
@WithTestResource(TestServers.class)
class ExpungedContentIT {

  @Inject DataSource dataSource;

  @Inject AttemptEvents events;
  @Inject ExpungedContent content;

  private final Customer customer = Customer.aCustomer();
  private final Message message = customer.message("order.created", Instant.now());
  private final Delivery delivery = customer.delivery(message);
  private final Attempt attempt = customer.success(delivery, 1);

  @Test
  void anAnswerThatIsBeingRecordedIsExpungedToo() throws Exception {
    // Given
    Batch before = new Batch();
    before.add(new RecordedMessage(message, bytes("{}")));
    before.begin(RecordedDelivery.of(delivery));
    new RecordRepository(dataSource, events, Clock.systemUTC()).write(before, Map.of());
    Batch answer = new Batch();
    answer.add(new RecordedAttempt(attempt, bytes("it was {}")));
    Map.Entry<Partition, Rows> rows = answer.parts().getFirst().partitions().firstEntry();

    // When
    CompletableFuture<Void> expunging;
    try (Connection recording = dataSource.getConnection()) {
      recording.setAutoCommit(false);
      RowCopy.writeAttempts(recording, rows.getKey(), rows.getValue().attempts());
      ExpungedContent.expungeLate(recording, rows.getKey(), rows.getValue());
      expunging =
          CompletableFuture.runAsync(() -> content.expunge(customer.environment(), message.id()));
      await().until(this::somebodyWaitsForALock);
      assertThat(response()).isNull();
      recording.commit();
    }
    expunging.join();

    // Then
    assertThat(response()).isEqualTo("none");
  }

  @Test
  void whatAMessageIsFoundByGoesAndDoesNotComeBack() throws SQLException {
    // Given
    Batch batch = new Batch();
    batch.add(
        new RecordedMessage(
            message, bytes("{\"card\":4711}".repeat(9)), List.of(new SearchKey("card", "4711"))));
    RecordRepository repository = new RecordRepository(dataSource, events, Clock.systemUTC());
    repository.write(batch, Map.of());
    assertThat(count("message_keys WHERE message_id = ?")).isEqualTo(1);

    // When
    content.expunge(customer.environment(), message.id());
    repository.write(batch, Map.of());

    // Then
    assertThat(count("message_keys WHERE message_id = ?")).isZero();
    assertThat(count("messages WHERE stored_payload IS NULL AND payload_size IS NULL AND id = ?"))
        .isEqualTo(1);
  }

  @Test
  void itIsStillFoundByItsChannels() throws SQLException {
    // Given
    Message ofChannel =
        new Message(
            message.id(),
            message.environment(),
            message.application(),
            message.eventType(),
            null,
            List.of("a"),
            List.of("t"),
            message.acceptedAt(),
            null,
            Message.JSON,
            null,
            false);
    Batch batch = new Batch();
    batch.add(
        new RecordedMessage(
            ofChannel, bytes("{\"card\":4711}"), List.of(new SearchKey("card", "4711"))));
    new RecordRepository(dataSource, events, Clock.systemUTC()).write(batch, Map.of());

    // When
    content.expunge(customer.environment(), message.id());

    // Then
    assertThat(count("message_keys WHERE message_id = ?")).isEqualTo(2);
  }

  private int count(String ofMessage) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT count(*) FROM " + ofMessage)) {
      statement.setString(1, message.id().value());
      try (ResultSet found = statement.executeQuery()) {
        found.next();
        return found.getInt(1);
      }
    }
  }

  private boolean somebodyWaitsForALock() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet waiting =
            statement.executeQuery(
                "SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'ShareRowExclusiveLock'")) {
      return waiting.next();
    }
  }

  /** Null when the attempt is not there. */
  private @Nullable String response() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT COALESCE(convert_from(response, 'UTF8'), 'none') FROM attempts"
                    + " WHERE environment_id = ? AND message_id = ? AND id = ?")) {
      statement.setString(1, customer.environment().value());
      statement.setString(2, message.id().value());
      statement.setString(3, attempt.id().value());
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? found.getString(1) : null;
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
