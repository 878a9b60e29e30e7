package io.hooklane.contracts.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A K-sortable unique identifier of 160 bits, written as 27 base62 characters whose text order is
 * their time order to the millisecond.
 *
 * <p>Bytes 0–3 are seconds since the KSUID epoch (2014-05-13T16:53:20Z), bytes 4–5 the millisecond
 * of that second, bytes 6–19 random or derived. Tools that read plain KSUIDs read its time.
 */
public final class Ksuid {

  /** Characters of the text form. */
  public static final int LENGTH = 27;

  private static final long EPOCH_SECONDS = 1_400_000_000L;
  private static final Instant EARLIEST = Instant.ofEpochSecond(EPOCH_SECONDS);
  private static final Instant LATEST =
      Instant.ofEpochSecond(EPOCH_SECONDS + 0xFFFF_FFFFL, 999_000_000);
  private static final int BYTES = 20;
  private static final int TIME_BYTES = 6;
  private static final byte[] ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
          .getBytes(StandardCharsets.US_ASCII);
  private static final int[] DIGITS = digits();

  /** So many digits are found by one long division: 62 to this power is less than 2^31. */
  private static final int AT_ONCE = 5;

  private static final long DIGITS_AT_ONCE = 916_132_832L;

  /** 160 one bits: 27 base62 digits reach a little further. */
  private static final String MAXIMUM = "aWgEPTl1tmebfsQzFP4bxwgy80V";

  private Ksuid() {}

  /**
   * A new identifier for this moment.
   *
   * @throws IllegalArgumentException when the moment lies before 2014 or after 2150
   */
  public static String random(Instant moment, RandomGenerator random) {
    long seconds = moment.getEpochSecond() - EPOCH_SECONDS;
    if (seconds < 0 || seconds > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("Outside the time that an id can tell: " + moment);
    }
    byte[] bytes = new byte[BYTES];
    byte[] noise = new byte[BYTES - TIME_BYTES];
    random.nextBytes(noise);
    System.arraycopy(noise, 0, bytes, TIME_BYTES, noise.length);
    int millisecond = moment.getNano() / 1_000_000;
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) (seconds >>> (24 - 8 * i));
    }
    bytes[4] = (byte) (millisecond >>> 8);
    bytes[5] = (byte) millisecond;
    return encode(bytes);
  }

  /**
   * The least identifier for this millisecond: those for earlier ones are less. For the earliest or
   * latest that an id can tell when the moment lies before 2014 or after 2150.
   */
  public static String first(Instant moment) {
    Instant told = moment.isBefore(EARLIEST) ? EARLIEST : moment;
    return random(told.isAfter(LATEST) ? LATEST : told, () -> 0);
  }

  /** The identifier that these parts always give: the first 160 bits of their SHA-256. */
  public static String derived(String... parts) {
    return encode(Arrays.copyOf(hash(parts), BYTES));
  }

  /** The identifier that these parts always give, with the time of an existing one. */
  public static String derivedAtTimeOf(String ksuid, String... parts) {
    byte[] bytes = Arrays.copyOf(decode(ksuid), BYTES);
    System.arraycopy(hash(parts), 0, bytes, TIME_BYTES, BYTES - TIME_BYTES);
    return encode(bytes);
  }

  /** The moment that an identifier was made for, to the millisecond; nonsense for a derived one. */
  public static Instant time(String ksuid) {
    byte[] bytes = decode(ksuid);
    long seconds = 0;
    for (int i = 0; i < 4; i++) {
      seconds = (seconds << 8) | (bytes[i] & 0xFF);
    }
    int millisecond = (bytes[4] & 0xFF) << 8 | (bytes[5] & 0xFF);
    return Instant.ofEpochSecond(EPOCH_SECONDS + seconds).plusMillis(millisecond);
  }

  /** Whether this text is the 27-character form of 160 bits. */
  public static boolean isValid(CharSequence text, int from) {
    if (text.length() - from != LENGTH) {
      return false;
    }
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= DIGITS.length || DIGITS[c] < 0) {
        return false;
      }
    }
    return isWithinMaximum(text, from);
  }

  private static boolean isWithinMaximum(CharSequence text, int from) {
    for (int i = 0; i < LENGTH; i++) {
      int difference = text.charAt(from + i) - MAXIMUM.charAt(i);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return true;
  }

  private static byte[] hash(String... parts) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
    for (String part : parts) {
      sha256.update(part.getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
    }
    return sha256.digest();
  }

  private static String encode(byte[] bytes) {
    int[] words = words(bytes);
    byte[] text = new byte[LENGTH];
    int position = LENGTH;
    while (position > 0) {
      long remainder = 0;
      for (int i = 0; i < words.length; i++) {
        long value = (remainder << 32) | (words[i] & 0xFFFF_FFFFL);
        words[i] = (int) (value / DIGITS_AT_ONCE);
        remainder = value % DIGITS_AT_ONCE;
      }
      int digits = (int) remainder;
      for (int i = 0; i < AT_ONCE && position > 0; i++) {
        text[--position] = ALPHABET[digits % 62];
        digits /= 62;
      }
    }
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static byte[] decode(String text) {
    int[] words = new int[BYTES / 4];
    for (int position = 0; position < LENGTH; position++) {
      long carry = DIGITS[text.charAt(position)];
      for (int i = words.length - 1; i >= 0; i--) {
        long value = (words[i] & 0xFFFF_FFFFL) * 62 + carry;
        words[i] = (int) value;
        carry = value >>> 32;
      }
    }
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (words[i / 4] >>> (24 - 8 * (i % 4)));
    }
    return bytes;
  }

  private static int[] words(byte[] bytes) {
    int[] words = new int[BYTES / 4];
    for (int i = 0; i < BYTES; i++) {
      words[i / 4] = (words[i / 4] << 8) | (bytes[i] & 0xFF);
    }
    return words;
  }

  private static int[] digits() {
    int[] digits = new int[128];
    Arrays.fill(digits, -1);
    for (int i = 0; i < ALPHABET.length; i++) {
      digits[ALPHABET[i]] = i;
    }
    return digits;
  }
}
