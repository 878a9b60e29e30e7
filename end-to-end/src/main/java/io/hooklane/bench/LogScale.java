package io.hooklane.bench;

import io.hooklane.bench.log.LogCustomer;
import io.hooklane.bench.log.LogDay;
import io.hooklane.bench.log.LogQuestions;
import io.hooklane.bench.log.LogSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;

/**
 * A delivery log with as many deliveries as were asked for, of a month, and how long it takes to
 * answer each list, search and get.
 */
final class LogScale implements Workload {

  private static final int DAYS = 30;
  private static final int APPLICATIONS = 200;
  private static final int FAN_OUT = 5;
  private static final int WRITERS = 2;
  private static final int WARM_UP = 20;
  private static final int TIMES = 200;
  private static final long BYTES_EACH = 2_500;
  private static final double GOAL_MS = 200;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration SWEEP_LIMIT = Duration.ofMinutes(30);

  @Override
  public String name() {
    return "log-scale";
  }

  @Override
  public String what() {
    return "a delivery log of a month, 200 applications: each list, search and get";
  }

  @Override
  public boolean usual() {
    return false;
  }

  @Override
  public Result run(TestBed bed) {
    long wanted = bed.settings().deliveries();
    long free = free(bed);
    long deliveries = Math.min(wanted, free / 2 / BYTES_EACH);
    System.err.printf(
        "log-scale: %,d deliveries of %,d asked for; %,d MB of disk are free%n",
        deliveries, wanted, free >> 20);
    List<LogCustomer> customers = customers(bed);
    String environment = setUp(bed);
    try (Connection connection = connect(bed)) {
      final long began = System.nanoTime();
      List<LogSample> samples = fill(bed, environment, customers, deliveries);
      double filling = (System.nanoTime() - began) / 1e9;
      requireReadable(bed, samples.getFirst());
      double sweeping = awaitSwept(connection, environment);
      execute(connection, "VACUUM (ANALYZE) " + String.join(", ", LogDay.TABLES));
      Result result =
          new Result()
              .with("deliveries", deliveries)
              .with("days", DAYS)
              .with("deliveriesFilledPerSecond", deliveries / filling)
              .with("sweepingSeconds", Result.round(sweeping));
      sizes(connection, environment, deliveries, result);
      ask(bed, samples, result);
      return result.with("dropADayMs", dropADay(connection, environment));
    } catch (SQLException e) {
      throw new BenchException("The log's database failed: " + e.getMessage());
    }
  }

  private static long free(TestBed bed) {
    try {
      return Files.getFileStore(bed.directory()).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<LogCustomer> customers(TestBed bed) {
    Customers made = bed.customers("log", APPLICATIONS, FAN_OUT, Map.of());
    List<LogCustomer> customers = new ArrayList<>();
    for (int i = 0; i < made.applications(); i++) {
      String path = "/api/v1/app/" + made.uid(i);
      Map<?, ?> application = Json.read(bed.product().api().get(path, LIMIT), Map.class);
      var endpoints = Json.MAPPER.createArrayNode();
      try {
        Json.MAPPER
            .readTree(bed.product().api().get(path + "/endpoint", LIMIT))
            .path("data")
            .forEach(endpoints::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      customers.add(
          new LogCustomer(
              String.valueOf(application.get("id")),
              made.uid(i),
              StreamSupport.stream(endpoints.spliterator(), false)
                  .map(endpoint -> endpoint.path("id").asText())
                  .toList()));
    }
    return customers;
  }

  /** Gives the environment's id. */
  private static String setUp(TestBed bed) {
    Map<String, Object> settings =
        Json.object(
            "retention",
            "P400D",
            "searchAttributes",
            Json.object(
                "customer", "/customer/id", "email", "/customer/email", "object", "/object/id"));
    byte[] answer =
        Http.to(bed.product().apiUrl())
            .withKey(bed.product().operatorKey())
            .call(
                "PATCH",
                "/api/v1/environment/live",
                Json.object("settings", settings),
                Duration.ofSeconds(30));
    return String.valueOf(Json.read(answer, Map.class).get("id"));
  }

  private static Connection connect(TestBed bed) throws SQLException {
    Connection connection = DriverManager.getConnection(bed.product().postgresUrl());
    execute(connection, "SET search_path = delivery_log");
    return connection;
  }

  private static List<LogSample> fill(
      TestBed bed, String environment, List<LogCustomer> customers, long deliveries) {
    Instant end = Instant.now();
    LocalDate today = end.atOffset(ZoneOffset.UTC).toLocalDate();
    List<LogSample> samples = new ArrayList<>();
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<List<LogSample>>> days = new ArrayList<>();
      for (int i = 0; i < DAYS; i++) {
        LocalDate day = today.minusDays(i);
        days.add(
            writers.submit(
                () -> {
                  try (Connection connection = connect(bed)) {
                    connection.setAutoCommit(false);
                    return new LogDay(connection, environment, day, customers)
                        .write(deliveries / DAYS, end);
                  }
                }));
      }
      for (Future<List<LogSample>> day : days) {
        samples.addAll(day.get());
      }
    } catch (ExecutionException e) {
      throw new BenchException("The log could not be filled: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted");
    }
    return samples;
  }

  /** The product can read what was filled in. */
  private static void requireReadable(TestBed bed, LogSample sample) {
    String path = "/api/v1/app/" + sample.customer().uid() + "/msg/" + sample.message();
    String answer = new String(bed.product().api().get(path, LIMIT), StandardCharsets.UTF_8);
    String id = "\"payload\":{\"customer\":{\"id\":\"" + sample.customerId() + '"';
    if (!answer.contains(id)) {
      throw new BenchException("Payloads are not kept as the product does it: " + answer);
    }
  }

  /** Until the product has found the messages without an endpoint of all days; in seconds. */
  private static double awaitSwept(Connection connection, String environment) throws SQLException {
    Instant filled = Instant.now();
    long begin = System.nanoTime();
    String sql =
        "SELECT count(*) = 0 FROM unrouted_sweeps WHERE environment_id = '%s'"
                .formatted(environment)
            + " AND swept_until < LEAST('%s', (day + 1)::timestamp AT TIME ZONE 'UTC')"
                .formatted(filled)
            + " AND day <= '%s'".formatted(filled.atOffset(ZoneOffset.UTC).toLocalDate());
    while (!is(connection, sql)) {
      if (System.nanoTime() - begin > SWEEP_LIMIT.toNanos()) {
        throw new BenchException("Messages without an endpoint were not found in time");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static boolean is(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }

  /**
   * Asks each question of so many messages, and then the same once more, when what it reads is in
   * memory. The bound holds for the first time.
   */
  private static void ask(TestBed bed, List<LogSample> samples, Result result) {
    LogQuestions questions = new LogQuestions(samples);
    SplittableRandom random = new SplittableRandom(7);
    Map<String, Object> times = new LinkedHashMap<>();
    System.err.printf(
        "%-56s %8s %8s %8s %9s %9s%n",
        "milliseconds", "p50", "p99", "most", "again p50", "again p99");
    for (Map.Entry<String, Function<LogSample, String>> question : questions.all().entrySet()) {
      List<String> paths =
          Stream.generate(() -> question.getValue().apply(questions.any(random)))
              .limit(WARM_UP + TIMES)
              .toList();
      paths.subList(0, WARM_UP).forEach(path -> micros(bed, path));
      Histogram first = micros(bed, paths.subList(WARM_UP, paths.size()));
      Histogram again = micros(bed, paths.subList(WARM_UP, paths.size()));
      double p99 = millis(first, 99);
      System.err.printf(
          "%-56s %8.1f %8.1f %8.1f %9.1f %9.1f%n",
          question.getKey(),
          millis(first, 50),
          p99,
          millis(first, 100),
          millis(again, 50),
          millis(again, 99));
      times.put(
          question.getKey(),
          Json.object(
              "p50Ms", millis(first, 50),
              "p99Ms", p99,
              "againP50Ms", millis(again, 50),
              "againP99Ms", millis(again, 99)));
      result.require(p99 < GOAL_MS, question.getKey() + ": p99 is " + p99 + " ms");
    }
    result.with("times", times);
  }

  private static Histogram micros(TestBed bed, List<String> paths) {
    Histogram micros = new Histogram(3);
    paths.forEach(path -> micros.recordValue(micros(bed, path)));
    return micros;
  }

  /** A question that is not answered is one that took as long as it may. */
  private static long micros(TestBed bed, String path) {
    long begin = System.nanoTime();
    try {
      bed.product().api().get(path, LIMIT);
      return (System.nanoTime() - begin) / 1_000;
    } catch (BenchException e) {
      System.err.println(e.getMessage());
      return TimeUnit.SECONDS.toMicros(LIMIT.toSeconds());
    }
  }

  private static double millis(Histogram micros, double percentile) {
    return Result.round(micros.getValueAtPercentile(percentile) / 1e3);
  }

  /** Megabytes of tables with their indexes, per million deliveries. */
  private static void sizes(
      Connection connection, String environment, long deliveries, Result result)
      throws SQLException {
    Map<String, Object> sizes = new LinkedHashMap<>();
    double all = 0;
    for (String table : LogDay.TABLES) {
      String like = table + "_" + environment.substring("env_".length()) + "_%";
      String sql =
          "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r'"
              + " AND relnamespace = 'delivery_log'::regnamespace AND relname LIKE '"
              + like
              + "'";
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        row.next();
        double megabytes = row.getDouble(1) / deliveries;
        all += megabytes;
        sizes.put(table, Result.round(megabytes));
      }
    }
    result.with("megabytesPerMillion", all).with("megabytesPerMillionOf", sizes);
  }

  /** As the log's retention does it. */
  private static double dropADay(Connection connection, String environment) throws SQLException {
    LocalDate oldest = LocalDate.now(ZoneOffset.UTC).minusDays(DAYS - 1);
    long begin = System.nanoTime();
    for (String table : LogDay.TABLES) {
      String partition = '"' + LogDay.partition(table, environment, oldest) + '"';
      execute(
          connection, "ALTER TABLE " + table + " DETACH PARTITION " + partition + " CONCURRENTLY");
      execute(connection, "DROP TABLE " + partition);
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
