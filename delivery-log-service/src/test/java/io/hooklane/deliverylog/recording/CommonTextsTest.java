package io.hooklane.deliverylog.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CommonTextsTest {

  private final CommonTexts texts = new CommonTexts();

  @Test
  void givesOneObjectForWhatIsTheSame() {
    String first = texts.of("app_1".getBytes(UTF_8));

    assertThat(texts.of("app_1".getBytes(UTF_8))).isSameAs(first);
  }

  /** These two have one hash. */
  @Test
  void tellsApartWhatMeetsInOnePlace() {
    assertThat(texts.of("Aa".getBytes(UTF_8))).isEqualTo("Aa");
    assertThat(texts.of("BB".getBytes(UTF_8))).isEqualTo("BB");
    assertThat(texts.of("Aa".getBytes(UTF_8))).isEqualTo("Aa");
  }

  @Property
  void givesEachTextAsItIs(@ForAll String one, @ForAll String other) {
    for (String text : new String[] {one, other, one.repeat(50), other, one}) {
      byte[] utf8 = text.getBytes(UTF_8);

      assertThat(texts.of(utf8)).isEqualTo(new String(utf8, UTF_8));
    }
  }
}
