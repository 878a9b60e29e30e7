package io.hooklane.endtoend.sdk;

import static io.hooklane.endtoend.sdk.EventTypeCalls.anEventType;
import static io.hooklane.endtoend.sdk.SdkCalls.refusalOf;
import static io.hooklane.endtoend.sdk.SdkCalls.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Svix;
import com.svix.api.Endpoint;
import com.svix.api.EndpointListOptions;
import com.svix.exceptions.ApiException;
import com.svix.models.ApplicationIn;
import com.svix.models.EndpointHeadersIn;
import com.svix.models.EndpointHeadersPatchIn;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointOut;
import com.svix.models.EndpointPatch;
import com.svix.models.EndpointSecretRotateIn;
import com.svix.models.EndpointUpdate;
import com.svix.models.ListResponseEndpointOut;
import com.svix.models.Ordering;
import io.hooklane.endtoend.sdk.Pages.Page;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.function.Executable;

/** The methods of {@code svix.getEndpoint()} that are about endpoints and their secrets. */
final class EndpointCalls {

  private final Svix svix;
  private final Endpoint endpoints;
  private final URI receiver;

  EndpointCalls(Svix svix, String receiver) {
    this.svix = svix;
    this.endpoints = svix.getEndpoint();
    this.receiver = URI.create(receiver);
  }

  Map<String, Executable> checks() {
    return Map.of(
        "endpoint", this::roundTrip,
        "endpoints, page by page", this::pages,
        "endpoint secret", this::secret,
        "endpoint headers", this::headers);
  }

  private void roundTrip() throws IOException, ApiException {
    String app = anApplication();
    String one = anEventType(svix);
    String other = anEventType(svix);
    String uid = unique("sdk");
    EndpointOut made =
        endpoints.create(
            app,
            new EndpointIn()
                .url(receiver)
                .uid(uid)
                .description("SDK")
                .addChannelsItem("red")
                .addFilterTypesItem(one)
                .rateLimit(5L)
                .putMetadataItem("a", "b"));
    assertThat(made.getId()).startsWith("ep_");
    assertThat(made.getUrl()).isEqualTo(receiver);
    assertThat(made.getVersion()).isEqualTo(1);
    assertThat(made.getChannels()).containsExactly("red");
    assertThat(made.getFilterTypes()).containsExactly(one);
    assertThat(made.getThrottleRate()).isEqualTo(5);
    assertThat(made.getRateLimit()).isEqualTo(5);
    assertThat(made.getMetadata()).isEqualTo(Map.of("a", "b"));
    assertThat(endpoints.get(app, uid)).isEqualTo(made);

    EndpointOut put =
        endpoints.update(
            app,
            made.getId(),
            new EndpointUpdate()
                .url(URI.create(receiver + "/put"))
                .filterTypes(Set.of(one, other)));
    assertThat(put.getUrl()).hasPath(receiver.getPath() + "/put");
    assertThat(put.getFilterTypes()).containsExactlyInAnyOrder(one, other);
    assertThat(put.getChannels()).isNull();

    EndpointOut patched =
        endpoints.patch(app, made.getId(), new EndpointPatch().disabled(true).description("Off"));
    assertThat(patched.getDisabled()).isTrue();
    assertThat(patched.getDescription()).isEqualTo("Off");
    assertThat(patched.getFilterTypes()).containsExactlyInAnyOrder(one, other);

    String fresh = unique("sdk");
    EndpointOut byPut = endpoints.update(app, fresh, new EndpointUpdate().url(receiver).uid(fresh));
    assertThat(byPut.getUid()).isEqualTo(fresh);
    endpoints.delete(app, fresh);
    assertThat(refusalOf(() -> endpoints.get(app, fresh)).getCode()).isEqualTo(404);
  }

  private void pages() throws IOException, ApiException {
    String app = anApplication();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      made.add(endpoints.create(app, new EndpointIn().url(receiver)).getId());
    }
    Pages.bothWays(
        (limit, iterator) -> {
          EndpointListOptions options = new EndpointListOptions();
          options.setLimit(limit);
          options.setIterator(iterator);
          return page(endpoints.list(app, options));
        });
    assertThat(page(endpoints.list(app)).ids()).isEqualTo(made.reversed());

    EndpointListOptions ascending = new EndpointListOptions();
    ascending.setOrder(Ordering.ASCENDING);
    Page all = page(endpoints.list(app, ascending));
    assertThat(all.ids()).isEqualTo(made);
    assertThat(all.done()).isTrue();
    assertThat(all.next()).isNull();
  }

  private void secret() throws IOException, ApiException {
    String app = anApplication();
    String given = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
    String id = endpoints.create(app, new EndpointIn().url(receiver).secret(given)).getId();
    assertThat(endpoints.getSecret(app, id).getKey()).isEqualTo(given);

    String next = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
    endpoints.rotateSecret(app, id, new EndpointSecretRotateIn().key(next));
    assertThat(endpoints.getSecret(app, id).getKey()).isEqualTo(next);

    endpoints.rotateSecret(app, id, new EndpointSecretRotateIn());
    assertThat(endpoints.getSecret(app, id).getKey()).startsWith("whsec_").isNotEqualTo(next);
  }

  private void headers() throws IOException, ApiException {
    String app = anApplication();
    String id = endpoints.create(app, new EndpointIn().url(receiver)).getId();
    assertThat(endpoints.getHeaders(app, id).getHeaders()).isEmpty();

    endpoints.updateHeaders(
        app,
        id,
        new EndpointHeadersIn().headers(Map.of("X-One", "1", "Authorization", "Bearer x")));
    assertThat(endpoints.getHeaders(app, id).getHeaders()).isEqualTo(Map.of("X-One", "1"));
    assertThat(endpoints.getHeaders(app, id).getSensitive()).containsExactly("Authorization");

    endpoints.patchHeaders(app, id, new EndpointHeadersPatchIn().headers(Map.of("X-Two", "2")));
    assertThat(endpoints.getHeaders(app, id).getHeaders())
        .isEqualTo(Map.of("X-One", "1", "X-Two", "2"));
    endpoints.patchHeaders(
        app, id, new EndpointHeadersPatchIn().headers(Map.of()).deleteHeaders(List.of("X-One")));
    assertThat(endpoints.getHeaders(app, id).getHeaders()).isEqualTo(Map.of("X-Two", "2"));
  }

  private String anApplication() throws IOException, ApiException {
    return svix.getApplication().create(new ApplicationIn().name("SDK")).getId();
  }

  private static Page page(ListResponseEndpointOut out) {
    return new Page(
        out.getData().stream().map(EndpointOut::getId).toList(),
        out.getIterator(),
        out.getPrevIterator(),
        out.getDone());
  }
}
