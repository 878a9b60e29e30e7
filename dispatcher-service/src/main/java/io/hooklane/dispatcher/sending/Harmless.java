package io.hooklane.dispatcher.sending;

/** Makes what a receiver sent fit for a line of text that people and databases read. */
final class Harmless {

  private static final char REPLACEMENT = '\uFFFD';

  private Harmless() {}

  /**
   * The same text with a replacement for each control character, of which no line break, NUL or
   * terminal sequence is left. Bytes beyond ASCII came as ISO 8859-1 (RFC 9110, section 5.5).
   */
  static String text(String received) {
    for (int i = 0; i < received.length(); i++) {
      if (isHarmful(received.charAt(i))) {
        return replaced(received);
      }
    }
    return received;
  }

  private static String replaced(String received) {
    StringBuilder text = new StringBuilder(received.length());
    for (int i = 0; i < received.length(); i++) {
      char c = received.charAt(i);
      text.append(isHarmful(c) ? REPLACEMENT : c);
    }
    return text.toString();
  }

  private static boolean isHarmful(char c) {
    return (c < ' ' && c != '\t') || (c >= 0x7f && c < 0xa0) || Character.isSurrogate(c);
  }
}
