package io.hooklane.deliverylog.recording;

import io.hooklane.contracts.FieldReader;
import io.hooklane.contracts.HeaderSource;
import io.hooklane.contracts.delivery.Delivery;
import io.hooklane.topics.CommonTexts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a delivery or report, to be read later: their bytes, and nothing of Kafka's.
 *
 * @param dueAt null in a report
 * @param texts where texts come from that stand in many records; for whoever reads them
 */
record KeptHeaders(byte[] id, byte @Nullable [] dueAt, byte[] fields, CommonTexts texts)
    implements HeaderSource {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Those of this record; null when it has not got them, as those of the first release. */
  static @Nullable KeptHeaders of(HeaderSource headers, CommonTexts texts) {
    byte[] id = headers.bytes(Delivery.ID_HEADER);
    byte[] fields = headers.bytes(Delivery.FIELDS_HEADER);
    return id == null || fields == null
        ? null
        : new KeptHeaders(id, headers.bytes(Delivery.DUE_HEADER), fields, texts);
  }

  /** A number for the delivery that they are about: hardly ever that of another one, too. */
  long delivery() {
    return id.length < Long.BYTES ? 0 : (long) LONGS.get(id, id.length - Long.BYTES);
  }

  @Override
  public byte @Nullable [] bytes(String name) {
    return switch (name) {
      case Delivery.ID_HEADER -> id;
      case Delivery.DUE_HEADER -> dueAt;
      case Delivery.FIELDS_HEADER -> fields;
      default -> null;
    };
  }

  @Override
  public FieldReader fields(String name) {
    return new FieldReader(fields, texts);
  }
}
