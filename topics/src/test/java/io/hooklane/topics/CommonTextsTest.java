package io.hooklane.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CommonTextsTest {

  private final CommonTexts texts = new CommonTexts();

  @Test
  void givesOneObjectForWhatIsTheSame() {
    String first = of("app_1");

    assertThat(of("app_1")).isSameAs(first);
  }

  /** These two have one hash. */
  @Test
  void tellsApartWhatMeetsInOnePlace() {
    assertThat(of("Aa")).isEqualTo("Aa");
    assertThat(of("BB")).isEqualTo("BB");
    assertThat(of("Aa")).isEqualTo("Aa");
  }

  @Property
  void givesEachTextAsItIs(@ForAll String one, @ForAll String other) {
    for (String text : new String[] {one, other, one.repeat(50), other, one}) {
      assertThat(of(text)).isEqualTo(new String(text.getBytes(UTF_8), UTF_8));
    }
  }

  /** In the middle of something. */
  private String of(String text) {
    byte[] utf8 = ("before" + text + "after").getBytes(UTF_8);
    return texts.of(utf8, 6, utf8.length - 11);
  }
}
