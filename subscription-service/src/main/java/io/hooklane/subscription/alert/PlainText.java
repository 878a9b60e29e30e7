package io.hooklane.subscription.alert;

import java.util.regex.Pattern;

/** Makes what others chose fit to stand in an e-mail. */
public final class PlainText {

  /** Controls and line ends, and what only changes how its neighbours are shown. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+");

  private PlainText() {}

  /** The text in one line: unprintable characters become spaces, what is too long is cut off. */
  public static String line(String text, int longest) {
    String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    return line.codePointCount(0, line.length()) <= longest
        ? line
        : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
  }
}
