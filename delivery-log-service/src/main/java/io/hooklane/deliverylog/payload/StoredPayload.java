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
 * A payload as its row keeps it: as one block of LZ4 where that is shorter, else as it is. In rows
 * below 2 kB PostgreSQL compresses nothing.
 *
 * @param bytes column {@code stored_payload}
 * @param size column {@code payload_size}: the payload's own bytes, null when they are kept as they
 *     are
 */
public record StoredPayload(byte[] bytes, @Nullable Integer size) {

  /** The columns that {@link #read} wants, of {@code messages AS m}. */
  public static final String COLUMNS = "m.stored_payload, m.payload_size";

  /** How many bytes a payload of {@code messages AS m} has, without reading it. */
  public static final String SIZE = "COALESCE(m.payload_size, octet_length(m.stored_payload))";

  /** What an update sets so that neither the payload nor its size is there any more. */
  public static final String EXPUNGED = "stored_payload = NULL, payload_size = NULL";

  private static final LZ4Factory LZ4 = fastest();
  private static final LZ4Compressor COMPRESSOR = LZ4.fastCompressor();
  private static final LZ4SafeDecompressor DECOMPRESSOR = LZ4.safeDecompressor();

  /** To keep this payload. */
  public static StoredPayload of(byte[] payload) {
    byte[] block = new byte[COMPRESSOR.maxCompressedLength(payload.length)];
    int length = COMPRESSOR.compress(payload, 0, payload.length, block, 0);
    return length < payload.length
        ? new StoredPayload(Arrays.copyOf(block, length), payload.length)
        : new StoredPayload(payload, null);
  }

  /**
   * The payload of this row, which has {@link #COLUMNS}; null when it was expunged.
   *
   * @throws IllegalStateException when the bytes are no block of that size
   */
  public static byte @Nullable [] read(ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes("stored_payload");
    int size = row.getInt("payload_size");
    return bytes == null ? null : new StoredPayload(bytes, row.wasNull() ? null : size).payload();
  }

  /**
   * As it was published.
   *
   * @throws IllegalStateException when the bytes are no block of that size
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

  /** Native code, which {@link LZ4Factory#fastestInstance} takes on a flat class path only. */
  private static LZ4Factory fastest() {
    try {
      return LZ4Factory.nativeInstance();
    } catch (LinkageError | AssertionError | RuntimeException e) {
      return LZ4Factory.fastestJavaInstance();
    }
  }
}
