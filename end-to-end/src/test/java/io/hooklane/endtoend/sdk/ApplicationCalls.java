package io.hooklane.endtoend.sdk;

import static io.hooklane.endtoend.sdk.SdkCalls.refusalOf;
import static io.hooklane.endtoend.sdk.SdkCalls.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Svix;
import com.svix.SvixHttpClient;
import com.svix.api.Application;
import com.svix.api.ApplicationListOptions;
import com.svix.api.Health;
import com.svix.exceptions.ApiException;
import com.svix.models.ApplicationIn;
import com.svix.models.ApplicationOut;
import com.svix.models.ApplicationPatch;
import com.svix.models.ListResponseApplicationOut;
import com.svix.models.Ordering;
import io.hooklane.endtoend.sdk.Pages.Page;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.function.Executable;

/** Health and every method of {@code svix.getApplication()}. */
final class ApplicationCalls {

  private final Application applications;
  private final Health health;

  ApplicationCalls(Svix svix, String server, String key) {
    // The SDK has no way to it from its main class.
    this.health =
        new Health(
            new SvixHttpClient(
                HttpUrl.get(server), Map.of("Authorization", "Bearer " + key), List.of()));
    this.applications = svix.getApplication();
  }

  Map<String, Executable> checks() {
    return Map.of(
        "health", health::get,
        "application", this::roundTrip,
        "applications, page by page", this::pages);
  }

  private void roundTrip() throws IOException, ApiException {
    String uid = unique("sdk");
    ApplicationIn in =
        new ApplicationIn().name("Shop").uid(uid).throttleRate(20L).putMetadataItem("plan", "gold");
    ApplicationOut made = applications.create(in);
    assertThat(made.getId()).startsWith("app_");
    assertThat(made.getCreatedAt()).isNotNull();
    assertThat(made.getUpdatedAt()).isNotNull();
    assertThat(made.getThrottleRate()).isEqualTo(20);
    assertThat(made.getRateLimit()).isEqualTo(20);
    assertThat(made.getMetadata()).isEqualTo(Map.of("plan", "gold"));
    assertThat(applications.get(uid)).isEqualTo(made);
    assertThat(applications.getOrCreate(new ApplicationIn().name("Other").uid(uid)))
        .isEqualTo(made);

    ApplicationOut put = applications.update(uid, new ApplicationIn().name("Shop 2").uid(uid));
    assertThat(put.getId()).isEqualTo(made.getId());
    assertThat(put.getName()).isEqualTo("Shop 2");
    assertThat(put.getMetadata()).isEmpty();
    assertThat(put.getThrottleRate()).isNull();

    ApplicationOut patched =
        applications.patch(uid, new ApplicationPatch().putMetadataItem("a", "b"));
    assertThat(patched.getName()).isEqualTo("Shop 2");
    assertThat(patched.getMetadata()).isEqualTo(Map.of("a", "b"));

    String fresh = unique("sdk");
    ApplicationOut byPut = applications.update(fresh, new ApplicationIn().name("PUT").uid(fresh));
    assertThat(byPut.getUid()).isEqualTo(fresh);
    applications.delete(fresh);
    assertThat(refusalOf(() -> applications.get(fresh)).getCode()).isEqualTo(404);
  }

  private void pages() throws IOException, ApiException {
    for (int i = 0; i < 3; i++) {
      applications.create(new ApplicationIn().name("Page " + i));
    }
    Pages.bothWays(
        (limit, iterator) -> {
          ApplicationListOptions options = new ApplicationListOptions();
          options.setLimit(limit);
          options.setIterator(iterator);
          return page(applications.list(options));
        });

    ApplicationOut newest = applications.create(new ApplicationIn().name("Newest"));
    ApplicationListOptions descending = new ApplicationListOptions();
    descending.setOrder(Ordering.DESCENDING);
    assertThat(page(applications.list(descending)).ids()).startsWith(newest.getId());
    assertThat(applications.list().getData()).isNotEmpty();
  }

  private static Page page(ListResponseApplicationOut out) {
    return new Page(
        out.getData().stream().map(ApplicationOut::getId).toList(),
        out.getIterator(),
        out.getPrevIterator(),
        out.getDone());
  }
}
