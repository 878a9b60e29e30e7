package io.hooklane.subscription.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hooklane.management.ApiException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class AttributesTest {

  @Test
  void aUidIsApartFromIds() {
    assertThat(Uid.apartFrom("app_", "my-app_1.x").value()).isEqualTo("my-app_1.x");
    assertThatIllegalArgumentException().isThrownBy(() -> Uid.apartFrom("app_", "app_1"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Uid("a b"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Uid("a".repeat(257)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Uid(""));
  }

  @Test
  void metadataIsBoundedInBytesOfUtf8() {
    assertThat(new Metadata(Map.of("k", "é".repeat(2_047))).texts()).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Metadata(Map.of("k", "é".repeat(2_048))));
  }

  @Test
  void storedMetadataKeepsItsOrder() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("z", "1");
    texts.put("a", "\"2\"");

    Metadata read = StoredMetadata.read(StoredMetadata.write(new Metadata(texts)));

    assertThat(read.texts().entrySet()).containsExactlyElementsOf(texts.entrySet());
  }

  @Test
  void aLostRaceIsRunAgainOnce() {
    Queue<Integer> races = new ArrayDeque<>(List.of(409));

    Upsert<String> second =
        Upsert.twice(
            () -> {
              if (!races.isEmpty()) {
                throw new ApiException(races.remove(), "conflict", "taken");
              }
              return Upsert.existing("theirs");
            });

    assertThat(second).isEqualTo(new Upsert<>("theirs", false));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(
            () ->
                Upsert.twice(
                    () -> {
                      throw ApiException.conflict("always");
                    }));
  }
}
