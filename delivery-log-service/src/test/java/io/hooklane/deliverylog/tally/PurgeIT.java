package io.hooklane.deliverylog.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Subject;
import io.hooklane.deliverylog.Customer;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
class PurgeIT {

  private static final Instant NOW = Instant.now();

  /** The default retention. */
  private static final Duration KEPT = Duration.ofDays(30);

  @Inject DataSource dataSource;
  @Inject Folding folding;
  @Inject Purge purge;

  @Test
  void whatIsOlderThanTheRetentionIsDeletedByTheDay() throws SQLException {
    Instant lastDayKept = NOW.minus(KEPT).truncatedTo(ChronoUnit.DAYS);
    Customer old = counted(lastDayKept.minusSeconds(10));
    Customer kept = counted(lastDayKept.plusSeconds(10));

    purge.delete(NOW);

    assertThat(rows("rollups", old)).isZero();
    assertThat(rows("endpoint_health", old)).isZero();
    assertThat(rows("rollups", kept)).isEqualTo(Span.values().length);
    assertThat(rows("endpoint_health", kept)).isEqualTo(1);
  }

  private Customer counted(Instant moment) throws SQLException {
    Customer customer = Customer.aCustomer();
    Delivery delivery = customer.delivery(customer.message("order.created", moment));
    Tally tally = new Tally();
    tally.delivery(Subject.of(delivery), null, Count.SUCCESS, false);
    tally.attempt(customer.success(delivery, 1));
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("INSERT INTO tallies (content) VALUES (?)")) {
      statement.setBytes(1, tally.packed());
      statement.executeUpdate();
    }
    folding.upToDate();
    return customer;
  }

  private int rows(String table, Customer customer) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT count(*) FROM " + table + " WHERE endpoint_id = ?")) {
      statement.setString(1, customer.endpoint().value());
      try (ResultSet answer = statement.executeQuery()) {
        answer.next();
        return answer.getInt(1);
      }
    }
  }
}
