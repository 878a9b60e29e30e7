package io.hooklane.contracts;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes fields, in their order, out of what a {@link FieldWriter} wrote. Fields that a later
 * release has added at the end are left where they are; those that an earlier one did not know are
 * null. Not for several threads.
 */
public final class FieldReader {

  private static final int LONGEST_NUMBER = Long.BYTES;

  private final byte[] bytes;
  private final CommonTexts commonTexts;
  private int position;

  /** Makes texts of parts of what is read. */
  @FunctionalInterface
  public interface CommonTexts {

    /** Each text is a new object. */
    CommonTexts NONE =
        (utf8, from, length) -> new String(utf8, from, length, StandardCharsets.UTF_8);

    /** The text of these bytes, which may be an object that was given before. */
    String of(byte[] utf8, int from, int length);
  }

  /** Begins at the first field. */
  public FieldReader(byte[] bytes) {
    this(bytes, CommonTexts.NONE);
  }

  /** Begins at the first field; texts that are the same in many records come from there. */
  public FieldReader(byte[] bytes, CommonTexts commonTexts) {
    this.bytes = bytes;
    this.commonTexts = commonTexts;
  }

  /** The next field as a text, or null. */
  public @Nullable String text() {
    int length = next();
    return length < 0 ? null : passed(length, CommonTexts.NONE);
  }

  /** The next field as a text, which must be there. */
  public String required(String field) {
    return there(text(), field);
  }

  /** The same of a text that stands in many records alike. */
  public String requiredCommon(String field) {
    int length = next();
    return there(length < 0 ? null : passed(length, commonTexts), field);
  }

  /** The next field as a number, which must be there. */
  public long requiredNumber(String field) {
    Long number = number(field);
    return there(number, field);
  }

  /** The next field as a number, or null. */
  public @Nullable Long number(String field) {
    int length = next();
    if (length < 0) {
      return null;
    }
    if (length > LONGEST_NUMBER) {
      throw new UnreadableRecordException("The field " + field + " is not a number");
    }
    long number = 0;
    for (int i = 0; i < length; i++) {
      number = number << Byte.SIZE | bytes[position++] & 0xFF;
    }
    return number;
  }

  /** Passes over the next fields. */
  public FieldReader skip(int fields) {
    for (int i = 0; i < fields; i++) {
      int length = next();
      position += Math.max(0, length);
    }
    return this;
  }

  private String passed(int length, CommonTexts texts) {
    String text = texts.of(bytes, position, length);
    position += length;
    return text;
  }

  /** The next field's length, -1 for null. */
  private int next() {
    if (position == bytes.length) {
      return -1;
    }
    int length = 0;
    int shift = 0;
    byte part;
    do {
      if (position == bytes.length || shift >= Integer.SIZE) {
        throw new UnreadableRecordException("A field has no length");
      }
      part = bytes[position++];
      length |= (part & 0x7F) << shift;
      shift += 7;
    } while (part < 0);
    length--;
    if (length < -1 || length > bytes.length - position) {
      throw new UnreadableRecordException("A field is longer than what holds it");
    }
    return length;
  }

  private static <T> T there(@Nullable T value, String field) {
    if (value == null) {
      throw new UnreadableRecordException("The field " + field + " is missing");
    }
    return value;
  }
}
