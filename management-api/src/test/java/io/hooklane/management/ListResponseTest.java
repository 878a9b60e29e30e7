package io.hooklane.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListResponseTest {

  /** A list as a repository has it: asked for one row more than the limit, in the list's order. */
  private static ListResponse<String> page(
      List<String> list, int limit, @Nullable String iterator) {
    PageRequest page = PageRequest.of(limit, iterator, row -> true);
    int at = page.after() == null ? -1 : list.indexOf(page.after());
    List<String> rows =
        page.backwards()
            ? list.subList(Math.max(0, at - limit - 1), at)
            : list.subList(at + 1, Math.min(list.size(), at + 1 + limit + 1));
    return ListResponse.of(rows, page, Function.identity(), Function.identity());
  }

  private static List<String> list(int size) {
    return IntStream.range(0, size).mapToObj(i -> "row" + (char) ('a' + i)).toList();
  }

  @Test
  void goingForwardShowsEveryRowOnceInOrder() {
    for (int size = 0; size <= 12; size++) {
      for (int limit = 1; limit <= 13; limit++) {
        // When
        List<String> seen = new ArrayList<>();
        ListResponse<String> page = page(list(size), limit, null);
        seen.addAll(page.data());
        while (!page.done()) {
          page = page(list(size), limit, Objects.requireNonNull(page.iterator()));
          seen.addAll(page.data());
        }
        // Then
        assertThat(seen).isEqualTo(list(size));
        assertThat(page.iterator()).isNull();
      }
    }
  }

  @Test
  void goingBackFromAnyRowShowsWhatIsBeforeItOnceInOrder() {
    for (int size = 1; size <= 12; size++) {
      for (int limit = 1; limit <= 13; limit++) {
        for (int from = 0; from < size; from++) {
          // When
          List<String> seen = new ArrayList<>();
          ListResponse<String> page = page(list(size), limit, "-" + list(size).get(from));
          seen.addAll(0, page.data());
          while (!page.data().isEmpty()) {
            assertThat(page.data()).hasSizeLessThanOrEqualTo(limit);
            page = page(list(size), limit, Objects.requireNonNull(page.prevIterator()));
            seen.addAll(0, page.data());
          }
          // Then
          assertThat(seen).isEqualTo(list(size).subList(0, from));
        }
      }
    }
  }

  @Test
  void thePageBeforeThePageAfterIsThisOne() {
    for (int limit = 1; limit <= 4; limit++) {
      // Given
      ListResponse<String> first = page(list(9), limit, null);
      ListResponse<String> second = page(list(9), limit, first.iterator());
      // When
      ListResponse<String> back = page(list(9), limit, second.prevIterator());
      // Then
      assertThat(back.data()).isEqualTo(first.data());
      assertThat(page(list(9), limit, back.iterator()).data()).isEqualTo(second.data());
    }
  }

  @Test
  void refusesWhatIsNoPage() {
    for (int limit : new int[] {-1, 0, 251, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> PageRequest.of(limit, null, row -> true))
          .isInstanceOf(ValidationException.class);
    }
    assertThatThrownBy(() -> PageRequest.of(1, "x", row -> false))
        .isInstanceOf(ValidationException.class);
    assertThat(PageRequest.of(null, "", row -> false)).isEqualTo(new PageRequest(50, null, false));
    assertThat(PageRequest.of(250, "-x", row -> true)).isEqualTo(new PageRequest(250, "x", true));
  }
}
