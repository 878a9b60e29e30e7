package io.hooklane.subscription.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * A schema's regular expression, as the JDK reads it. Callers give both expression and text, so a
 * search ends after so many steps, whatever they are.
 */
final class BoundedPattern implements RegularExpression {

  private static final int MOST_STEPS = 1_000_000;

  private final Pattern pattern;

  BoundedPattern(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /**
   * Whether it is found anywhere in the text.
   *
   * @throws IllegalStateException when that takes too long to tell
   */
  @Override
  public boolean matches(String text) {
    try {
      return pattern.matcher(new Counted(text, new int[] {MOST_STEPS})).find();
    } catch (StackOverflowError e) {
      // The JDK's matcher recurses: as deep as the text is long, for some expressions.
      throw tooLong();
    }
  }

  private IllegalStateException tooLong() {
    return new IllegalStateException("The pattern takes too long to match: " + pattern.pattern());
  }

  /** A text that counts how often it is looked at, itself and its parts together. */
  private final class Counted implements CharSequence {
    private final CharSequence text;
    private final int[] left;

    Counted(CharSequence text, int[] left) {
      this.text = text;
      this.left = left;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (--left[0] < 0) {
        throw tooLong();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), left);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
