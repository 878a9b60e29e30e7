package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.contracts.delivery.DeliveryReport.Attempt;
import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.tally.Folding;
import io.hooklane.servers.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What counting costs the recording, in CPU time; on Linux. Run by name alone: {@code ./mvnw verify
 * -pl delivery-log-service -Dtest=None -Dit.test=TallyCost
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@QuarkusTest
@WithTestResource(TestServers.class)
class TallyCost {

  private static final int DELIVERIES = 1_500;
  private static final int BATCHES = 330;
  private static final int FEWER_BATCHES = 66;

  /** 10,000 deliveries a second make so many batches in five. */
  private static final int FIVE_SECONDS = 33;

  private static final double TICK_MICROS = 10_000;

  @Inject DataSource dataSource;
  @Inject Folding folding;

  @ParameterizedTest
  @CsvSource({"200,33", "200,1", "1500,33", "1500,1"})
  void perDelivery(int endpoints, int batchesPerFold) throws SQLException, IOException {
    List<Customer> customers = Stream.generate(Customer::aCustomer).limit(endpoints).toList();
    run(customers, FIVE_SECONDS, batchesPerFold);
    try (Connection connection = dataSource.getConnection()) {
      Instant begin = Instant.now();
      long server = serverTicks(connection);
      long here = threadNanos();
      int batches = batchesPerFold == 1 ? FEWER_BATCHES : BATCHES;
      run(customers, batches, batchesPerFold);
      double deliveries = (double) DELIVERIES * batches;
      System.out.printf(
          "endpoints=%d batches/fold=%d: PostgreSQL %.2f µs, service %.2f µs per delivery;"
              + " elapsed %d ms%n",
          endpoints,
          batchesPerFold,
          (serverTicks(connection) - server) * TICK_MICROS / deliveries,
          (threadNanos() - here) / 1_000.0 / deliveries,
          Duration.between(begin, Instant.now()).toMillis());
    }
  }

  private void run(List<Customer> customers, int batches, int batchesPerFold) throws SQLException {
    List<Written> prepared = new ArrayList<>();
    for (int i = 0; i < FIVE_SECONDS; i++) {
      prepared.add(written(customers, i));
    }
    for (int i = 1; i <= batches; i++) {
      try (Connection connection = dataSource.getConnection()) {
        connection.setAutoCommit(false);
        Tallying.write(connection, prepared.get(i % FIVE_SECONDS));
        connection.commit();
      }
      if (i % batchesPerFold == 0) {
        folding.upToDate();
      }
    }
  }

  /** New deliveries that succeed at their first attempt, as the batch merges them. */
  private static Written written(List<Customer> customers, int batch) {
    Written written = new Written();
    List<RecordedDelivery> deliveries = new ArrayList<>();
    List<RecordedAttempt> attempts = new ArrayList<>();
    for (int i = 0; i < DELIVERIES; i++) {
      Customer customer = customers.get((batch * DELIVERIES + i) % customers.size());
      Delivery delivery = customer.delivery(customer.message("order.created", Instant.now()));
      Attempt attempt = customer.success(delivery, 1);
      deliveries.add(RecordedDelivery.of(attempt));
      attempts.add(new RecordedAttempt(attempt, new byte[0]));
    }
    written.began(deliveries);
    written.attempts(attempts);
    return written;
  }

  private static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Of all processes of the server. */
  private static long serverTicks(Connection connection) throws SQLException, IOException {
    long backend;
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SELECT pg_backend_pid()")) {
      answer.next();
      backend = answer.getLong(1);
    }
    String postmaster = stat(Path.of("/proc/" + backend))[1];
    long ticks = 0;
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.filter(path -> path.endsWith(digits(path))).toList()) {
        String[] stat = stat(process);
        if (stat.length > 12 && stat[1].equals(postmaster)) {
          ticks += Long.parseLong(stat[11]) + Long.parseLong(stat[12]);
        }
      }
    }
    return ticks;
  }

  private static String digits(Path path) {
    return path.getFileName().toString().replaceAll("[^0-9]", "x");
  }

  /** Behind the name: state, parent, …; the name may hold anything. */
  private static String[] stat(Path process) {
    try {
      String line = Files.readString(process.resolve("stat"));
      return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    } catch (IOException e) {
      return new String[0];
    }
  }
}
