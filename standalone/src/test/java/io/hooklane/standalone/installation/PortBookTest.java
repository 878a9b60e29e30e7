package io.hooklane.standalone.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortBookTest {

  @TempDir private Path directory;
  private final AtomicInteger next = new AtomicInteger(20_000);

  @Test
  void remembersItsPorts() {
    // Given
    PortBook first = book(Set.of());
    int chosen = first.choose("ingest");
    first.save();
    // When
    PortBook second = book(Set.of());
    // Then
    assertThat(second.choose("ingest")).isEqualTo(chosen);
  }

  @Test
  void takesThePreferredPortAtFirst() {
    assertThat(book(Set.of()).choose("kafka", 9092)).isEqualTo(9092);
  }

  @Test
  void takesAnotherPortWhenTheRememberedOneIsBusy() {
    // Given
    PortBook first = book(Set.of());
    first.choose("kafka", 9092);
    first.save();
    // When
    int chosen = book(Set.of(9092)).choose("kafka", 9092);
    // Then
    assertThat(chosen).isGreaterThanOrEqualTo(20_000);
  }

  @Test
  void neverGivesOnePortTwice() {
    // Given
    PortBook book = book(Set.of());
    // When
    int first = book.choose("kafka", 9092);
    int second = book.choose("other", 9092);
    // Then
    assertThat(second).isNotEqualTo(first);
  }

  private PortBook book(Set<Integer> busy) {
    return new PortBook(
        directory.resolve("ports.json"), port -> !busy.contains(port), next::getAndIncrement);
  }
}
