package io.hooklane.deliverylog;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.message.Message;
import io.hooklane.deliverylog.payload.StoredPayload;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.jwt.Claim;
import io.quarkus.test.security.jwt.JwtSecurity;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads are kept compressed, which nobody sees who reads them. */
@QuarkusTest
@WithTestResource(TestServers.class)
@TestSecurity(
    user = "key_test",
    roles = {"application:read", "attempt:create"})
@JwtSecurity(claims = @Claim(key = "env", value = Customer.ENVIRONMENT))
class StoredPayloadIT {

  private static final String LINES =
      String.join(",", Stream.generate(() -> "{\"sku\":\"größe\"}").limit(20).toList());
  private static final String PAYLOAD = "{\"lines\": [" + LINES + "]}";

  @SuppressWarnings("NullAway.Init") // given by the test resource
  private TestServers servers;

  @SuppressWarnings("NullAway.Init") // before each test
  private TopicWriter topics;

  @SuppressWarnings("NullAway.Init") // before each test
  private DeliveryTopic deliveries;

  @Inject DataSource dataSource;

  private final Customer customer = Customer.aCustomer();
  private final Message message = customer.message("order.created", Instant.now());
  private final Delivery delivery = customer.delivery(message);

  @BeforeEach
  void record() {
    topics = new TopicWriter(servers.bootstrapServers());
    topics.configure(customer);
    deliveries = new DeliveryTopic(servers.bootstrapServers());
    topics.message(message, PAYLOAD);
    topics.delivery(delivery);
    topics.report(customer.retried(delivery, 1), "no");
    topics.flush();
    given().get(app() + "/msg/" + message.id()).then().statusCode(200);
  }

  @AfterEach
  void close() {
    deliveries.close();
    topics.close();
  }

  @Test
  void aShortOneIsCompressed() throws SQLException {
    assertThat(number("octet_length(m.stored_payload)")).isLessThan(100);
    assertThat(number(StoredPayload.SIZE)).isEqualTo(PAYLOAD.getBytes(UTF_8).length);
  }

  @Test
  void ofOneThatWasNotCompressedTheSizeIsKnownToo() throws SQLException {
    keepAsAnEarlierReleaseDid();

    assertThat(number(StoredPayload.SIZE)).isEqualTo(PAYLOAD.getBytes(UTF_8).length);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isShownAsItWasPublished(boolean compressed) throws SQLException {
    if (!compressed) {
      keepAsAnEarlierReleaseDid();
    }

    for (String path :
        List.of(
            "/msg/" + message.id(),
            "/msg?with_content=true",
            "/attempt/endpoint/" + customer.endpoint() + "?with_msg=true",
            "/endpoint/" + customer.endpoint() + "/msg?with_content=true")) {
      given()
          .get(app() + path)
          .then()
          .statusCode(200)
          .body(containsString("\"payload\":" + PAYLOAD));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isSentAgainAsItWasPublished(boolean compressed) throws SQLException {
    // Given
    if (!compressed) {
      keepAsAnEarlierReleaseDid();
    }

    // When
    given()
        .post(app() + "/msg/" + message.id() + "/endpoint/" + customer.endpoint() + "/resend")
        .then()
        .statusCode(202);

    // Then
    assertThat(deliveries.byHand(customer.endpoint()).getFirst().body()).isEqualTo(PAYLOAD);
  }

  /** Or what is found by its id would be looked up twice, and written several times. */
  @Test
  void ofARowThatIsTooLongOnlyThePayloadIsKeptElsewhere() throws SQLException {
    keep(noise());

    for (String column : List.of("id", "environment_id", "application_id")) {
      assertThat(elsewhere("messages", column)).isZero();
    }
    assertThat(elsewhere("messages", "stored_payload")).isEqualTo(1);
  }

  @Test
  void ofARowWithALongAnswerOnlyTheAnswerIs() throws SQLException {
    topics.report(customer.unreachable(delivery, 2), HexFormat.of().formatHex(noise()));
    topics.flush();
    String attempts = app() + "/attempt/msg/" + message.id();
    await().until(() -> given().get(attempts).jsonPath().getList("data").size() == 2);

    for (String column : List.of("id", "delivery_id", "message_id", "url")) {
      assertThat(elsewhere("attempts", column)).isZero();
    }
    assertThat(elsewhere("attempts", "response")).isEqualTo(1);
  }

  private static byte[] noise() {
    byte[] noise = new byte[6_000];
    new Random(1).nextBytes(noise);
    return noise;
  }

  private long number(String expression) throws SQLException {
    return ask("SELECT " + expression + " FROM messages m WHERE id = ?");
  }

  /** How many of the message's rows keep this column elsewhere. */
  private long elsewhere(String table, String column) throws SQLException {
    return ask(
        "SELECT count(pg_column_toast_chunk_id(%s)) FROM %s WHERE %s = ?"
            .formatted(column, table, table.equals("messages") ? "id" : "message_id"));
  }

  private long ask(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement question = connection.prepareStatement(sql)) {
      question.setString(1, message.id().value());
      try (ResultSet answer = question.executeQuery()) {
        assertThat(answer.next()).isTrue();
        return answer.getLong(1);
      }
    }
  }

  private void keepAsAnEarlierReleaseDid() throws SQLException {
    keep(PAYLOAD.getBytes(UTF_8));
  }

  private void keep(byte[] payload) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement keep =
            connection.prepareStatement(
                "UPDATE messages SET stored_payload = ?, payload_size = NULL WHERE id = ?")) {
      keep.setBytes(1, payload);
      keep.setString(2, message.id().value());
      assertThat(keep.executeUpdate()).isEqualTo(1);
    }
  }

  private String app() {
    return "/api/v1/app/" + customer.uid();
  }
}
