package io.hooklane.dispatcher.sending;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a receiver asks to be left alone, by the response header {@code Retry-After} (RFC 9110,
 * section 10.2.3): a number of seconds, or a date in any of the three forms of HTTP.
 */
final class RetryAfter {

  /** More digits are more seconds than any bound of ours. */
  private static final int MOST_DIGITS = 12;

  private static final int LONGEST_DATE = 64;

  private final Duration longest;

  /** Waits are never taken to be longer than this. */
  RetryAfter(Duration longest) {
    this.longest = longest;
  }

  /**
   * The wait from now on, more than zero; of several values the longest.
   *
   * @return null when it is not asked for, not understood, or over already
   */
  @Nullable Duration of(int status, List<String> values, Instant now) {
    if (!asksForPatience(status)) {
      return null;
    }
    Duration wait = Duration.ZERO;
    for (String value : values) {
      Duration one = wait(value.strip(), now);
      if (one.compareTo(wait) > 0) {
        wait = one;
      }
    }
    if (wait.isZero()) {
      return null;
    }
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  /** Whether this status says that the receiver cannot take more at present. */
  static boolean asksForPatience(int status) {
    return status == 429 || (status >= 502 && status <= 504);
  }

  private Duration wait(String value, Instant now) {
    if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return value.length() > MOST_DIGITS ? longest : Duration.ofSeconds(Long.parseLong(value));
    }
    Date date = value.length() > LONGEST_DATE ? null : DateFormatter.parseHttpDate(value);
    return date == null || !date.toInstant().isAfter(now)
        ? Duration.ZERO
        : Duration.between(now, date.toInstant());
  }
}
