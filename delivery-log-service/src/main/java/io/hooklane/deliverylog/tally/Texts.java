package io.hooklane.deliverylog.tally;

/** Texts as the tables can hold them. */
final class Texts {

  private Texts() {}

  /**
   * PostgreSQL's text has no NUL: it becomes the replacement character. What is too long is cut.
   */
  static String storable(String text, int longest) {
    String cut = text;
    if (text.length() > longest) {
      cut = text.substring(0, text.offsetByCodePoints(0, Math.min(longest, codePoints(text))));
    }
    return cut.replace('\0', '\uFFFD');
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
