package io.hooklane.topics;

import io.hooklane.contracts.message.Message;
import io.hooklane.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Messages that a service itself has to tell of what it did in its database. They stand in a table
 * from the transaction that did it, and go to {@code hooklane.messages} after its commit: at least
 * once, always under the id that they were given, and never if it was undone. What an instance that
 * died has left is sent by any other. Order is kept within one instance only.
 *
 * <p>The table has the columns {@code id} (ascending), {@code key}, {@code headers} (names and
 * values by turns) and {@code payload}.
 */
public final class MessageOutbox implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(MessageOutbox.class);

  private static final int BATCH = 500;
  private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(8);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final DataSource dataSource;
  private final ConfigurationLog log;
  private final String table;
  private final Thread thread = new Thread(this::run, "message-outbox");

  /** Made when there is something to send for the first time, by the thread that sends. */
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  private final Object lock = new Object();
  private boolean woken;
  private boolean closed;

  /** A message and what it says. */
  public record Outgoing(Message message, byte[] payload) {}

  /**
   * An outbox that sends nothing before {@link #start}.
   *
   * @param table its name, with its schema if that is not the connections' own
   */
  public MessageOutbox(DataSource dataSource, ConfigurationLog log, String table) {
    this.dataSource = dataSource;
    this.log = log;
    this.table = table;
  }

  /** Adds messages in the connection's transaction; {@link #wake} is to be called after it. */
  public void add(Connection connection, List<Outgoing> messages) throws SQLException {
    if (messages.isEmpty()) {
      return;
    }
    String sql = "INSERT INTO " + table + " (key, headers, payload) VALUES (?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Outgoing outgoing : messages) {
        statement.setString(1, outgoing.message().key());
        statement.setArray(2, connection.createArrayOf("text", headers(outgoing.message())));
        statement.setBytes(3, outgoing.payload());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** What is committed by now is sent soon. */
  public void wake() {
    synchronized (lock) {
      woken = true;
      lock.notifyAll();
    }
  }

  /** Begins to send. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends sending; what is left stays in the table. Blocks for some seconds at most. */
  @Override
  public void close() throws InterruptedException {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    thread.join(ACKNOWLEDGEMENT.plusSeconds(2).toMillis());
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (!isClosed()) {
        try {
          if (sendOldest() < BATCH) {
            awaitWake();
          }
          pause = FIRST_PAUSE;
        } catch (SQLException | RuntimeException | ExecutionException e) {
          LOG.warnf("messages of Hooklane's own not sent, trying again reason=%s", e.getMessage());
          awaitClose(pause);
          pause = longer(pause);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (producer != null) {
        producer.close(Duration.ofSeconds(1));
      }
    }
  }

  /** Sends the oldest messages that no other instance is sending; returns how many. */
  private int sendOldest() throws SQLException, ExecutionException, InterruptedException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        List<Long> ids = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> entries = lockOldest(connection, ids);
        if (!ids.isEmpty()) {
          send(entries);
          forget(connection, ids);
        }
        connection.commit();
        return ids.size();
      } catch (SQLException | RuntimeException | ExecutionException | InterruptedException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private List<ProducerRecord<byte[], byte[]>> lockOldest(Connection connection, List<Long> ids)
      throws SQLException {
    String sql =
        "SELECT id, key, headers, payload FROM "
            + table
            + " ORDER BY id LIMIT "
            + BATCH
            + " FOR UPDATE SKIP LOCKED";
    List<ProducerRecord<byte[], byte[]>> entries = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
        ProducerRecord<byte[], byte[]> entry =
            new ProducerRecord<>(
                Topics.MESSAGES.name(), bytes(rows.getString(2)), rows.getBytes(4));
        String[] headers = (String[]) rows.getArray(3).getArray();
        for (int i = 0; i < headers.length; i += 2) {
          entry.headers().add(headers[i], bytes(headers[i + 1]));
        }
        entries.add(entry);
      }
    }
    return entries;
  }

  private void send(List<ProducerRecord<byte[], byte[]>> entries)
      throws ExecutionException, InterruptedException {
    KafkaProducer<byte[], byte[]> to = producer();
    List<Future<RecordMetadata>> sent = new ArrayList<>(entries.size());
    for (ProducerRecord<byte[], byte[]> entry : entries) {
      sent.add(to.send(entry));
    }
    to.flush();
    for (Future<RecordMetadata> acknowledgement : sent) {
      acknowledgement.get();
    }
  }

  private void forget(Connection connection, List<Long> ids) throws SQLException {
    String sql = "DELETE FROM " + table + " WHERE id = ANY (?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Array all = connection.createArrayOf("bigint", ids.toArray());
      statement.setArray(1, all);
      statement.executeUpdate();
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    KafkaProducer<byte[], byte[]> made = producer;
    if (made == null) {
      int millis = Math.toIntExact(ACKNOWLEDGEMENT.toMillis());
      Map<String, Object> settings = new HashMap<>(log.producing());
      settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
      settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
      settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
      settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
      made = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
      producer = made;
    }
    return made;
  }

  private void awaitWake() throws InterruptedException {
    long deadline = System.nanoTime() + CHECK_INTERVAL.toNanos();
    synchronized (lock) {
      while (!woken && !closed) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          break;
        }
        lock.wait(left);
      }
      woken = false;
    }
  }

  private void awaitClose(Duration pause) throws InterruptedException {
    long deadline = System.nanoTime() + pause.toNanos();
    synchronized (lock) {
      while (!closed) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return;
        }
        lock.wait(left);
      }
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private static String[] headers(Message message) {
    List<String> headers = new ArrayList<>();
    message.writeTo(
        (name, value) -> {
          headers.add(name);
          headers.add(new String(value, StandardCharsets.UTF_8));
        });
    return headers.toArray(String[]::new);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
