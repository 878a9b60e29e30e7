package io.hooklane.subscription.alert;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void whatCouldBeginAHeaderBecomesSpace() {
    assertThat(PlainText.line(" Acme\r\nBcc: a@b\u0000\u2028\u202Ex\t", 100))
        .isEqualTo("Acme Bcc: a@b x");
  }

  @Test
  void whatIsTooLongIsCutOffBetweenCharacters() {
    assertThat(PlainText.line("😀😀😀😀", 3)).isEqualTo("😀😀…");
    assertThat(PlainText.line("😀😀😀", 3)).isEqualTo("😀😀😀");
  }

  @Property
  void isAlwaysOneBoundedLine(@ForAll String text, @ForAll @IntRange(min = 1, max = 300) int most) {
    String line = PlainText.line(text, most);

    assertThat(line.codePoints().noneMatch(Character::isISOControl)).isTrue();
    assertThat(line.lines().count()).isLessThanOrEqualTo(1);
    assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(most);
  }
}
