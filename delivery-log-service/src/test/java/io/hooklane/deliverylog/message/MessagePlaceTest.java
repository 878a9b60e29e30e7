package io.hooklane.deliverylog.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePlaceTest {

  private static final String ID = "msg_1srOrx2ZWZBpBUvZwXKQmoEYga2";

  @Property
  void isWhatItsIteratorSays(@ForAll @LongRange(min = 0, max = 9_999_999_999_999L) long moment) {
    MessagePlace place = new MessagePlace(Instant.ofEpochMilli(moment), ID);

    assertThat(MessagePlace.parse(place.iterator())).contains(place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ID, ID + ".", ID + ".x", ID + ".12345678901234", "ep_1.1", "' OR 1"})
  void isNotSaidByOtherTexts(String text) {
    assertThat(MessagePlace.isForm(text)).isFalse();
  }
}
