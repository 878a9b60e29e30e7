package io.hooklane.deliverylog.message;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message's place in a list, and so the list's iterator: {@code <id>.<milliseconds>}. The id
 * alone would not do: one that is derived from an event's id does not tell the time.
 */
public record MessagePlace(Instant acceptedAt, String id) {

  private static final Pattern FORM = Pattern.compile("(msg_[0-9A-Za-z]{27})\\.([0-9]{1,13})");

  /** Whether a text is an iterator. */
  public static boolean isForm(String iterator) {
    return FORM.matcher(iterator).matches();
  }

  /** The place of an iterator; empty when the text is none. */
  public static Optional<MessagePlace> parse(String iterator) {
    Matcher form = FORM.matcher(iterator);
    return form.matches()
        ? Optional.of(
            new MessagePlace(Instant.ofEpochMilli(Long.parseLong(form.group(2))), form.group(1)))
        : Optional.empty();
  }

  /** The iterator's text. */
  public String iterator() {
    return id + "." + acceptedAt.toEpochMilli();
  }
}
