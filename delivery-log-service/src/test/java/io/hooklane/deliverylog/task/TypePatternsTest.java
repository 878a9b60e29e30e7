package io.hooklane.deliverylog.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TypePatternsTest {

  @Test
  void noneIsEveryEventType() {
    assertThat(TypePatterns.parse(List.of()).any()).isTrue();
    assertThat(TypePatterns.parse(List.of("a.b", "*")).any()).isTrue();
  }

  @Test
  void readsNamesAndGroupsAlsoWhereTheyAreJoined() {
    TypePatterns types = TypePatterns.parse(List.of("a.b", "order.*|c|", "d"));

    assertThat(types)
        .isEqualTo(new TypePatterns(false, List.of("a.b", "c", "d"), List.of("order.")));
  }

  @Test
  void nothingButSeparatorsIsNoEventType() {
    assertThat(TypePatterns.parse(List.of("|")))
        .isEqualTo(new TypePatterns(false, List.of(), List.of()));
  }
}
