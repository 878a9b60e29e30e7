package io.hooklane.deliverylog.payload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.jspecify.annotations.Nullable;

/**
 * A payload as its row keeps it: as one block of LZ4 where that is shorter, else as it is. Rows
 * below 2 kB are compressed by nobody else.
 *
 * @param bytes column {@code payload}
 * @param size column {@code payload_size}: the payload's own bytes, null when they are kept as they
 *     are
 */
public record StoredPayload(byte[] bytes, @Nullable Integer size) {

  /** The columns that {@link #read} wants, of {@code messages AS m}. */
  public static final String COLUMNS = "m.payload, m.payload_size";

  /** How many bytes a payload of {@code messages AS m} has, without reading it. */
  public static final String SIZE = "COALESCE(m.payload_size, octet_length(m.payload))";

  /** For good: not a byte of it is left behind. */
  public static final String EXPUNGED = "payload = NULL, payload_size = NULL";

  private static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestInstance().fastCompressor();
  private static final LZ4SafeDecompressor DECOMPRESSOR =
      LZ4Factory.fastestInstance().safeDecompressor();

  /** To keep this payload. */
  public static StoredPayload of(byte[] payload) {
    byte[] block = new byte[COMPRESSOR.maxCompressedLength(payload.length)];
    int length = COMPRESSOR.compress(payload, 0, payload.length, block, 0);
    return length < payload.length
        ? new StoredPayload(Arrays.copyOf(block, length), payload.length)
        : new StoredPayload(payload, null);
  }

  /**
   * The payload of this row, which has {@link #COLUMNS}; null when it was expunged, or was not
   * asked for.
   *
   * @throws IllegalStateException when the row was damaged
   */
  public static byte @Nullable [] read(ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes("payload");
    int size = row.getInt("payload_size");
    return bytes == null ? null : new StoredPayload(bytes, row.wasNull() ? null : size).payload();
  }

  /**
   * As it was published.
   *
   * @throws IllegalStateException when the bytes are not what was stored
   */
  public byte[] payload() {
    if (size == null) {
      return bytes;
    }
    byte[] payload = new byte[size];
    try {
      int length = DECOMPRESSOR.decompress(bytes, 0, bytes.length, payload, 0);
      if (length == size) {
        return payload;
      }
    } catch (LZ4Exception e) {
      throw new IllegalStateException("A stored payload is damaged", e);
    }
    throw new IllegalStateException("A stored payload is damaged: its size is another one");
  }
}
