package io.hooklane.deliverylog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.message.Message;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The messages with a channel are found by their index, and where there is none yet. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(user = "key_test", roles = "application:read")
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class ChannelsIT {

  private static final String NOT_INDEXED = "env_0000000000000000000000000ni";

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  @Inject DataSource dataSource;

  private final Customer customer = Customer.aCustomer();
  private final LogClient log = new LogClient(customer);

  @BeforeEach
  void configure() {
    topics = new TopicWriter(servers.bootstrapServers());
    topics.configure(customer);
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void pagesThroughTheMessagesWithAChannel() {
    // Given
    Instant now = Instant.now();
    for (int i = 0; i < 9; i++) {
      // Three of a moment, over two days.
      Instant moment = now.minus(i / 3, i < 6 ? ChronoUnit.MILLIS : ChronoUnit.DAYS);
      topics.message(customer.message("order.created", moment, i % 3 == 2 ? "B" : "b"), "{}");
    }
    topics.flush();
    Message last = customer.message("order.created", now, "last");
    topics.message(last, "{}");
    topics.flush();
    log.get("/msg/" + last.id()).statusCode(200);

    // When
    var all = log.get("/msg?channel=b").extract().jsonPath().getList("data.id", String.class);
    var first = log.get("/msg?channel=b&limit=3").extract().jsonPath();
    var second =
        log.get("/msg?channel=b&limit=3&iterator=" + first.getString("iterator"))
            .extract()
            .jsonPath();
    var back = log.get("/msg?channel=b&limit=3&iterator=" + second.getString("prevIterator"));

    // Then
    assertThat(all).hasSize(6);
    assertThat(first.getList("data.id")).isEqualTo(all.subList(0, 3));
    assertThat(second.getList("data.id")).isEqualTo(all.subList(3, 6));
    assertThat(second.getBoolean("done")).isTrue();
    back.body("data.id", equalTo(all.subList(0, 3)));
  }

  @Test
  @JwtSecurity(claims = @Claim(key = "env", value = NOT_INDEXED))
  void findsByChannelWhatIsNotIndexedByItYet() throws SQLException {
    // Given
    Customer other = Customer.inEnvironment(new EnvironmentId(NOT_INDEXED));
    topics.configure(other);
    Message message = other.message("order.created", Instant.now(), "b");
    topics.message(message, "{}");
    topics.flush();
    String list = "/api/v1/app/" + other.uid() + "/msg?channel=b";

    given().get("/api/v1/app/" + other.uid() + "/msg/" + message.id()).then().statusCode(200);
    change("DELETE FROM message_keys WHERE message_id = ?", message.id().value());
    given().get(list).then().statusCode(200).body("data", hasSize(0));

    // When
    change(
        "INSERT INTO days_without_names SELECT environment_id, day FROM messages WHERE id = ?",
        message.id().value());

    // Then
    given().get(list).then().body("data.id", contains(message.id().value()));
  }

  @Test
  void aChannelWithTheSameHashIsAnother() throws SQLException {
    // Given
    Message wanted = customer.message("order.created", Instant.now(), "b");
    Message other = customer.message("order.created", Instant.now(), "c");
    topics.message(wanted, "{}");
    topics.message(other, "{}");
    topics.flush();
    log.get("/msg/" + other.id()).statusCode(200);
    log.get("/msg/" + wanted.id()).statusCode(200);

    // When
    change(
        "UPDATE message_keys SET application_key ="
            + " (SELECT application_key FROM message_keys WHERE message_id = ?)"
            + " WHERE message_id = ?",
        wanted.id().value(),
        other.id().value());

    // Then
    log.get("/msg?channel=b").body("data.id", contains(wanted.id().value()));
  }

  private void change(String sql, String... values) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }
}
