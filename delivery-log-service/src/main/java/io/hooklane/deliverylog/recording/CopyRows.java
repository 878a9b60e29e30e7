package io.hooklane.deliverylog.recording;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows in PostgreSQL's binary COPY format (its documentation of COPY, "Binary Format"), sent a
 * megabyte at a time: with smaller pieces this thread and PostgreSQL wait for each other after
 * each. The caller gives each row's columns one after another, in the order and of the types that
 * the table's columns have. Not for several threads.
 */
final class CopyRows implements AutoCloseable {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };

  private static final int SENT_AT_ONCE = 1024 * 1024;
  private static final int FIRST_SIZE = 64 * 1024;

  /** With room for the row that goes beyond what is sent at once, mostly. */
  private static final int LARGEST_KEPT = 2 * SENT_AT_ONCE;

  /**
   * What a thread's last rows were gathered in, for its next: a megabyte for each table and batch
   * is much for a collector to carry about.
   */
  private static final ThreadLocal<byte[]> KEPT =
      ThreadLocal.withInitial(() -> new byte[FIRST_SIZE]);

  private static final long EPOCH_MILLIS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
  private static final int TEXT_OID = 25;
  private static final int NULL = -1;

  private final CopyIn copy;
  private byte[] buffer;
  private int size;
  private boolean ended;

  /**
   * Begins.
   *
   * @param table with the columns in parentheses
   */
  CopyRows(Connection connection, String table) throws SQLException {
    this.copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + table + " FROM STDIN (FORMAT BINARY)");
    this.buffer = KEPT.get();
    KEPT.remove();
    raw(SIGNATURE);
    int32(0);
    int32(0);
  }

  /** Begins a row of so many columns. */
  CopyRows row(int columns) throws SQLException {
    if (size >= SENT_AT_ONCE) {
      send();
    }
    int16(columns);
    return this;
  }

  /** PostgreSQL's text has no NUL: it becomes the replacement character. */
  CopyRows text(@Nullable String value) {
    if (value == null) {
      int32(NULL);
      return this;
    }
    String storable = value.indexOf('\0') < 0 ? value : value.replace('\0', '\uFFFD');
    return bytes(storable.getBytes(StandardCharsets.UTF_8));
  }

  /** A {@code bytea}. */
  CopyRows bytes(byte[] value) {
    int32(value.length);
    raw(value);
    return this;
  }

  /** A {@code smallint}. */
  CopyRows number2(int value) {
    int32(2);
    int16(value);
    return this;
  }

  /** An {@code integer}. */
  CopyRows number4(@Nullable Integer value) {
    return value == null ? noNumber() : number4(value.intValue());
  }

  /** An {@code integer}. */
  CopyRows number4(int value) {
    int32(4);
    int32(value);
    return this;
  }

  /** A {@code bigint}. */
  CopyRows number8(long value) {
    int32(8);
    int64(value);
    return this;
  }

  /** A number of any size that is not there. */
  CopyRows noNumber() {
    int32(NULL);
    return this;
  }

  /** A {@code boolean}. */
  CopyRows flag(boolean value) {
    int32(1);
    room(1);
    buffer[size++] = (byte) (value ? 1 : 0);
    return this;
  }

  /** A {@code timestamptz}, to the millisecond. */
  CopyRows moment(@Nullable Instant value) {
    if (value == null) {
      int32(NULL);
      return this;
    }
    return number8((value.toEpochMilli() - EPOCH_MILLIS) * 1_000);
  }

  /** A {@code date}. */
  CopyRows day(LocalDate value) {
    return number4(Math.toIntExact(value.toEpochDay() - EPOCH_DAY));
  }

  /** A {@code text[]}. */
  CopyRows texts(List<String> values) {
    room(4);
    int lengthAt = size;
    size += 4;
    int32(values.isEmpty() ? 0 : 1);
    int32(0);
    int32(TEXT_OID);
    if (!values.isEmpty()) {
      int32(values.size());
      int32(1);
      values.forEach(this::text);
    }
    put32(lengthAt, size - lengthAt - 4);
    return this;
  }

  /**
   * Ends the rows; only then are they written.
   *
   * @throws SQLException when the table refuses one of them, which refuses all
   */
  void end() throws SQLException {
    int16(-1);
    send();
    copy.endCopy();
    ended = true;
  }

  /** Takes the rows back, unless they were ended. */
  @Override
  public void close() throws SQLException {
    if (buffer.length <= LARGEST_KEPT) {
      KEPT.set(buffer);
    }
    if (!ended && copy.isActive()) {
      copy.cancelCopy();
    }
  }

  private void raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, buffer, size, value.length);
    size += value.length;
  }

  private void int16(int value) {
    room(2);
    buffer[size++] = (byte) (value >>> 8);
    buffer[size++] = (byte) value;
  }

  private void int32(int value) {
    room(4);
    put32(size, value);
    size += 4;
  }

  private void int64(long value) {
    int32((int) (value >>> 32));
    int32((int) value);
  }

  private void put32(int at, int value) {
    buffer[at] = (byte) (value >>> 24);
    buffer[at + 1] = (byte) (value >>> 16);
    buffer[at + 2] = (byte) (value >>> 8);
    buffer[at + 3] = (byte) value;
  }

  private void room(int bytes) {
    if (buffer.length - size < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
    }
  }

  private void send() throws SQLException {
    copy.writeToCopy(buffer, 0, size);
    size = 0;
  }
}
