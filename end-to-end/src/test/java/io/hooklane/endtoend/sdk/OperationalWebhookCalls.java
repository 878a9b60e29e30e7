package io.hooklane.endtoend.sdk;

import static io.hooklane.endtoend.sdk.SdkCalls.refusalOf;
import static io.hooklane.endtoend.sdk.SdkCalls.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Svix;
import com.svix.api.OperationalWebhookEndpoint;
import com.svix.exceptions.ApiException;
import com.svix.models.OperationalWebhookEndpointHeadersIn;
import com.svix.models.OperationalWebhookEndpointIn;
import com.svix.models.OperationalWebhookEndpointOut;
import com.svix.models.OperationalWebhookEndpointSecretIn;
import com.svix.models.OperationalWebhookEndpointUpdate;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.function.Executable;

/** The methods of {@code svix.getOperationalWebhook().getEndpoint()}. */
final class OperationalWebhookCalls {

  private final OperationalWebhookEndpoint endpoints;
  private final URI receiver;

  OperationalWebhookCalls(Svix svix, String receiver) {
    this.endpoints = svix.getOperationalWebhook().getEndpoint();
    this.receiver = URI.create(receiver);
  }

  Map<String, Executable> checks() {
    return Map.of(
        "operational webhook endpoint", this::roundTrip,
        "operational webhook endpoint's secret and headers", this::secretAndHeaders);
  }

  private void roundTrip() throws IOException, ApiException {
    String uid = unique("sdk");
    OperationalWebhookEndpointOut made =
        endpoints.create(
            anEndpoint()
                .uid(uid)
                .description("SDK")
                .addFilterTypesItem("endpoint.disabled")
                .rateLimit(5L)
                .putMetadataItem("a", "b"));
    assertThat(made.getId()).startsWith("ep_");
    assertThat(made.getUrl()).isEqualTo(receiver);
    assertThat(made.getFilterTypes()).containsExactly("endpoint.disabled");
    assertThat(made.getThrottleRate()).isEqualTo(5);
    assertThat(made.getMetadata()).isEqualTo(Map.of("a", "b"));
    assertThat(endpoints.get(uid)).isEqualTo(made);
    assertThat(endpoints.list().getData()).contains(made);

    OperationalWebhookEndpointOut put =
        endpoints.update(
            made.getId(),
            new OperationalWebhookEndpointUpdate()
                .url(URI.create(receiver + "/put"))
                .disabled(true)
                .filterTypes(Set.of("message.attempt.exhausted")));
    assertThat(put.getUrl()).hasPath(receiver.getPath() + "/put");
    assertThat(put.getFilterTypes()).containsExactly("message.attempt.exhausted");

    endpoints.delete(made.getId());
    assertThat(refusalOf(() -> endpoints.get(made.getId())).getCode()).isEqualTo(404);
  }

  private void secretAndHeaders() throws IOException, ApiException {
    String id = endpoints.create(anEndpoint()).getId();
    String secret = endpoints.getSecret(id).getKey();
    assertThat(secret).startsWith("whsec_");

    endpoints.rotateSecret(id, new OperationalWebhookEndpointSecretIn());
    assertThat(endpoints.getSecret(id).getKey()).startsWith("whsec_").isNotEqualTo(secret);

    endpoints.updateHeaders(
        id,
        new OperationalWebhookEndpointHeadersIn()
            .headers(Map.of("X-One", "1", "Authorization", "Bearer x")));
    assertThat(endpoints.getHeaders(id).getHeaders()).isEqualTo(Map.of("X-One", "1"));
    assertThat(endpoints.getHeaders(id).getSensitive()).containsExactly("Authorization");
    endpoints.delete(id);
  }

  /** Disabled: what other checks do is not to be told. */
  private OperationalWebhookEndpointIn anEndpoint() {
    return new OperationalWebhookEndpointIn().url(receiver).disabled(true);
  }
}
