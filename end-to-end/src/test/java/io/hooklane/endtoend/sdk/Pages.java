package io.hooklane.endtoend.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.exceptions.ApiException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list, read page by page. */
final class Pages {

  private Pages() {}

  /** Reads two pages of two and goes back to the first; at least three things must be there. */
  static void bothWays(Listing listing) throws IOException, ApiException {
    Page one = listing.read(2L, null);
    assertThat(one.ids()).hasSize(2);
    assertThat(one.done()).isFalse();

    Page two = listing.read(2L, one.next());
    assertThat(two.ids()).isNotEmpty().doesNotContainAnyElementsOf(one.ids());

    assertThat(listing.read(2L, two.previous()).ids()).isEqualTo(one.ids());
  }

  /** A list operation. */
  @FunctionalInterface
  interface Listing {
    Page read(Long limit, @Nullable String iterator) throws IOException, ApiException;
  }

  /** One page of a list. */
  record Page(List<String> ids, @Nullable String next, @Nullable String previous, boolean done) {}
}
