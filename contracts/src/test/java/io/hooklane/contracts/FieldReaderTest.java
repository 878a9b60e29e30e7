package io.hooklane.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldReaderTest {

  @Test
  void fieldsComeBackInTheirOrder() {
    byte[] written =
        new FieldWriter(1).text("ä").none().number(0).text("").number(Long.MAX_VALUE).toBytes();

    FieldReader fields = new FieldReader(written);

    assertThat(fields.text()).isEqualTo("ä");
    assertThat(fields.text()).isNull();
    assertThat(fields.number("zero")).isZero();
    assertThat(fields.required("empty")).isEmpty();
    assertThat(fields.requiredNumber("most")).isEqualTo(Long.MAX_VALUE);
    assertThat(fields.text()).as("of a later release").isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {126, 127, 128, 16_382, 16_383, 16_384, 70_000})
  void aTextOfAnyLengthIsRead(int length) {
    String text = "x".repeat(length);

    FieldReader fields = new FieldReader(new FieldWriter(8).text(text).number(7).toBytes());

    assertThat(fields.text()).isEqualTo(text);
    assertThat(fields.requiredNumber("after it")).isEqualTo(7);
  }

  @Test
  void fieldsArePassedOver() {
    byte[] written = new FieldWriter(8).text("a").none().number(300).text("b").toBytes();

    assertThat(new FieldReader(written).skip(3).text()).isEqualTo("b");
  }

  @Test
  void commonTextsComeFromTheirSource() {
    byte[] written = new FieldWriter(8).text("own").text("common").toBytes();

    FieldReader fields =
        new FieldReader(
            written, (utf8, from, length) -> "pooled " + new String(utf8, from, length, UTF_8));

    assertThat(fields.required("own")).isEqualTo("own");
    assertThat(fields.requiredCommon("common")).isEqualTo("pooled common");
  }

  @Test
  void aMissingFieldIsNamed() {
    assertThatThrownBy(() -> new FieldReader(new byte[] {0}).required("url"))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("url");
  }

  @Test
  void whatIsNoFieldsIsUnreadable() {
    Random random = new Random(4_711);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      FieldReader fields = new FieldReader(noise);
      try {
        fields.skip(random.nextInt(5));
        fields.text();
        fields.number("n");
      } catch (UnreadableRecordException e) {
        assertThat(e).hasMessageContaining("field");
      }
    }
  }

  @Test
  void negativeNumbersAreRefused() {
    assertThatThrownBy(() -> new FieldWriter(8).number(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
