package io.hooklane.bench.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Writes one day of deliveries straight into the log's partitions, by COPY, in the order in which
 * the recorder would: two deliveries of each message; nine of ten succeed, the others fail, are to
 * be tried again or were canceled. One message more in twenty has none; the product finds these by
 * its own sweep, which must not begin before all of the day is there.
 */
public final class LogDay {

  /** Tables with a partition for each day. */
  public static final List<String> TABLES =
      List.of("messages", "message_keys", "deliveries", "attempts", "unrouted_messages");

  /** Of these only one message in a hundred thousand is. */
  public static final String RARE_TYPE = "invoice.disputed";

  private static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestInstance().fastCompressor();

  private static final int FAN_OUT = 2;

  /** After so many messages comes one that no endpoint takes. */
  private static final int ROUTED = 20;

  private static final int AT_ONCE = 4_000;
  private static final int CUSTOMERS = 200_000;
  private static final int TYPES = 20;
  private static final long DAY_MILLIS = 86_400_000;

  /** As the tables have them: 2 pending, 3 canceled, 4 failed, 5 success; each is a percent. */
  private static final int[] FATES = new int[100];

  static {
    Arrays.fill(FATES, 5);
    Arrays.fill(FATES, 0, 6, 4);
    Arrays.fill(FATES, 6, 9, 2);
    FATES[9] = 3;
  }

  private static final String[] WORDS = {
    "order",
    "invoice",
    "shipped",
    "refund",
    "green",
    "large",
    "Amsterdam",
    "customer",
    "weekly",
    "express",
    "3f9a",
    "7c21",
    "b0d4",
    "parcel",
    "monthly",
    "renewal",
    "Köln",
    "e17b",
    "0042",
    "net"
  };

  private final Connection connection;
  private final String environment;
  private final LocalDate day;
  private final List<LogCustomer> customers;
  private final SplittableRandom random;
  private final LogIds ids;
  private final List<LogSample> samples = new ArrayList<>();
  private final StringBuilder messages = new StringBuilder();
  private final StringBuilder keys = new StringBuilder();
  private final StringBuilder deliveries = new StringBuilder();
  private final StringBuilder attempts = new StringBuilder();

  /**
   * A day to write.
   *
   * @param connection in the log's schema; used by this alone meanwhile
   */
  public LogDay(
      Connection connection, String environment, LocalDate day, List<LogCustomer> customers) {
    this.connection = connection;
    this.environment = environment;
    this.day = day;
    this.customers = customers;
    this.random = new SplittableRandom(day.toEpochDay());
    this.ids = new LogIds(random);
  }

  /** The name of this day's part of a table. */
  public static String partition(String table, String environment, LocalDate day) {
    return table
        + '_'
        + environment.substring("env_".length())
        + '_'
        + day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  /** Writes so many deliveries, spread over the time until this end, and tells of some of them. */
  public List<LogSample> write(long count, Instant end) throws SQLException {
    makePartitions();
    long begin = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    long span = Math.min(DAY_MILLIS, end.toEpochMilli() - begin);
    long wanted = count / FAN_OUT;
    for (long i = 0; i < wanted; i++) {
      long at = begin + span * i / wanted;
      message(at, i, FAN_OUT);
      if (i % ROUTED == 0) {
        message(at, wanted + i, 0);
      }
      if ((i + 1) % AT_ONCE == 0) {
        flush();
      }
    }
    flush();
    letSweep();
    return samples;
  }

  private void makePartitions() throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement("SELECT add_partition(?, ?, ?, ?::date)")) {
      for (String table : TABLES) {
        add.setString(1, table);
        add.setString(2, partition(table, environment, day));
        add.setString(3, environment);
        add.setString(4, day.toString());
        add.execute();
      }
    }
    change("DELETE FROM unrouted_sweeps WHERE environment_id = ? AND day = ?");
    connection.commit();
  }

  /** From its beginning on, as a day that an earlier release recorded. */
  private void letSweep() throws SQLException {
    change(
        "INSERT INTO unrouted_sweeps (environment_id, day, swept_until, sweeping_until)"
            + " SELECT ?, day, begins, begins FROM (SELECT ?::date AS day) d"
            + " CROSS JOIN LATERAL (SELECT day::timestamp AT TIME ZONE 'UTC' AS begins) b");
    connection.commit();
  }

  /** With the environment and the day. */
  private void change(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, environment);
      statement.setObject(2, day);
      statement.executeUpdate();
    }
  }

  private void message(long at, long number, int fanOut) {
    // Some have far more than others.
    double share = random.nextDouble();
    LogCustomer customer = customers.get((int) (customers.size() * share * share * share));
    final String id = "msg_" + ids.at(at);
    final String event = "evt_" + day.toEpochDay() + "_" + number;
    int person = random.nextInt(CUSTOMERS);
    final String customerId = "cus_" + person;
    final String email = "person." + person + "@example.com";
    final String object = "ord_" + Long.toString(Math.abs(random.nextLong()), 36);
    String type = random.nextInt(100_000) == 0 ? RARE_TYPE : "order.event_" + random.nextInt(TYPES);
    String time = Instant.ofEpochMilli(at).toString();
    row(messages, day, id, environment, customer.id(), type, event);
    String channel = random.nextInt(5) == 0 ? "client_" + random.nextInt(50) : "";
    String tag = random.nextInt(10) == 0 ? "vip" : "";
    messages.append("\t{" + channel + "}\t{" + tag + "}\t");
    row(messages, time, "\\N", "application/json");
    payload(customerId, email, object);
    messages.append('\n');
    key(customer, id, time, "customer", customerId);
    key(customer, id, time, "email", email);
    key(customer, id, time, "object", object);
    name(customer, id, time, "/channel", channel);
    name(customer, id, time, "/tag", tag);
    int first = random.nextInt(customer.endpoints().size());
    for (int i = 0; i < fanOut; i++) {
      String endpoint = customer.endpoints().get((first + i) % customer.endpoints().size());
      String attempt = delivery(customer, endpoint, id, type, at);
      if (i == 0 && attempt != null && random.nextInt(2_000) == 0) {
        samples.add(
            new LogSample(
                customer,
                endpoint,
                id,
                event,
                type,
                attempt,
                customerId,
                email,
                object,
                Instant.ofEpochMilli(at)));
      }
    }
  }

  /** Gives the id of its first attempt, or null when there was none. */
  private @Nullable String delivery(
      LogCustomer customer, String endpoint, String message, String type, long at) {
    final String id = "dlv_" + ids.at(at);
    int state = FATES[random.nextInt(FATES.length)];
    int tries =
        switch (state) {
          case 5 -> random.nextInt(20) == 0 ? 2 : 1;
          case 4 -> 3;
          case 2 -> random.nextInt(3) == 0 ? 0 : 1;
          default -> 0;
        };
    String first = null;
    for (int i = 1; i <= tries; i++) {
      boolean good = state == 5 && i == tries;
      long begun = at + 5 + (i - 1) * 5_000L;
      String attempt = "atmpt_" + ids.at(begun);
      first = first == null ? attempt : first;
      row(attempts, day, attempt, id, environment, customer.id(), endpoint, message, type, i, "f");
      attempts.append('\t');
      row(
          attempts,
          Instant.ofEpochMilli(begun),
          8 + random.nextInt(90),
          "1,2,5,8",
          "https://hooks.example.com/" + customer.uid() + "/deliveries",
          good ? 200 : 500,
          good ? "\\N" : "status",
          good ? "\\N" : "The receiver answered 500",
          "content-type: application/json\\nuser-agent: Hooklane\\nwebhook-timestamp: " + begun,
          "content-type: application/json\\nserver: nginx\\ndate: Sat, 21 Nov 2026 20:26:43 GMT",
          good ? "{\"ok\":true}" : "{\"error\":\"" + words(60) + "\"}",
          good ? 5 : i == tries ? state : 2,
          "\\N");
      attempts.append('\n');
    }
    row(deliveries, day, id, environment, customer.id(), endpoint, message, type);
    deliveries.append('\t');
    boolean failed = state != 5 && tries > 0;
    Instant accepted = Instant.ofEpochMilli(at);
    row(
        deliveries,
        accepted,
        state,
        tries,
        accepted.plusMillis(20),
        state == 2 ? accepted.plusSeconds(300) : "\\N",
        failed ? "status" : "\\N",
        failed ? "The receiver answered 500" : state == 3 ? "The endpoint was disabled" : "\\N");
    deliveries.append('\n');
    return first;
  }

  private void key(LogCustomer customer, String message, String time, String name, String value) {
    row(keys, day, environment, customer.id(), message, time, ids.key(name, value), name, value);
    keys.append("\t\\N\n");
  }

  /** What a channel or tag is found by, unless it is empty. */
  private void name(LogCustomer customer, String message, String time, String name, String value) {
    if (!value.isEmpty()) {
      row(keys, day, environment, customer.id(), message, time, ids.key(name, value), name, value);
      keys.append('\t').append(ids.key(customer.id() + name, value)).append('\n');
    }
  }

  /** Compressed, as the recorder keeps it. */
  private void payload(String customer, String email, String object) {
    byte[] payload =
        "{\"customer\":{\"id\":\"%s\",\"email\":\"%s\"},\"object\":{\"id\":\"%s\"},\"note\":\"%s\"}"
            .formatted(customer, email, object, words(180 + random.nextInt(700)))
            .getBytes(UTF_8);
    byte[] block = COMPRESSOR.compress(payload);
    boolean shorter = block.length < payload.length;
    messages.append("\t\\\\x").append(HexFormat.of().formatHex(shorter ? block : payload));
    messages.append('\t');
    row(messages, shorter ? payload.length : "\\N", "f");
  }

  private String words(int length) {
    StringBuilder text = new StringBuilder(length + 16);
    while (text.length() < length) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ').append(random.nextInt(1_000));
    }
    return text.toString();
  }

  /** Columns with tabs between. */
  private static void row(StringBuilder rows, Object... columns) {
    for (int i = 0; i < columns.length; i++) {
      rows.append(i == 0 ? "" : "\t").append(columns[i]);
    }
  }

  private void flush() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL synchronous_commit = off");
    }
    copy(
        messages,
        "messages",
        "day, id, environment_id, application_id, event_type, event_id, channels, tags,"
            + " accepted_at, ordering_key, content_type, stored_payload, payload_size, test");
    copy(
        keys,
        "message_keys",
        "day, environment_id, application_id, message_id, accepted_at, key, name, value,"
            + " application_key");
    copy(
        deliveries,
        "deliveries",
        "day, id, environment_id, application_id, endpoint_id, message_id, event_type,"
            + " accepted_at, state, attempts, reported_at, next_attempt_at, failure, reason");
    copy(
        attempts,
        "attempts",
        "day, id, delivery_id, environment_id, application_id, endpoint_id, message_id,"
            + " event_type, number, manual, began_at, duration_ms, timings, url, status_code,"
            + " failure, failure_detail, request_headers, response_headers, response, state,"
            + " next_attempt_at");
    connection.commit();
  }

  private void copy(StringBuilder rows, String table, String columns) throws SQLException {
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    String sql =
        "COPY \"%s\" (%s) FROM STDIN".formatted(partition(table, environment, day), columns);
    try {
      copy.copyIn(sql, new StringReader(rows.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows.setLength(0);
  }
}
