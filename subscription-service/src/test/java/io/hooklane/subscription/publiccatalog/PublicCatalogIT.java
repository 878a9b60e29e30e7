package io.hooklane.subscription.publiccatalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.servers.TestServers;
import io.hooklane.subscription.Api;
import io.hooklane.subscription.environment.Environment;
import io.hooklane.subscription.environment.Environments;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestServers.class)
class PublicCatalogIT {

  private static final String SCRIPT = "<script>alert(1)</script>";

  @Inject Environments environments;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private Environment environment;
  private Api api;

  @BeforeEach
  void anEnvironmentWithAPublicCatalog() {
    environment =
        environments.createIfAbsent(
            UUID.randomUUID().toString(), Configuration.EnvironmentKind.TEST);
    api = Api.of(environment.id());
    publish(true);
  }

  @Test
  void showsGroupsSchemasAndSamples() throws Exception {
    api.put(
        "/api/v1/event-type/order.paid",
        """
        {"description":"An order was paid","deprecated":true,
         "schemas":{"1":{"properties":{"total":{"const":7}}}}}
        """);
    api.put("/api/v1/event-type/item.gone", "{\"description\":\"Gone\"}");
    api.put("/api/v1/event-type/order.old", "{\"description\":\"d\",\"archived\":true}");
    api.put("/api/v1/event-type/order.beta", "{\"description\":\"d\",\"featureFlag\":\"b\"}");

    HttpResponse<String> page = get("/catalog/" + environment.id());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type").orElse("")).startsWith("text/html");
    assertThat(page.body())
        .contains("order.paid", "An order was paid", "Deprecated", "&quot;total&quot; : 7")
        .contains("Schema, version 1", "<h2 id=\"group-2\">order</h2>", "item.gone")
        .doesNotContain("order.old", "order.beta");
  }

  @Test
  void theSameAsJson() throws Exception {
    api.put(
        "/api/v1/event-type/order.paid",
        "{\"description\":\"d\",\"schemas\":{\"1\":{\"properties\":{\"total\":{\"const\":7}}}}}");

    HttpResponse<String> list = get("/catalog/" + environment.id() + "/event-types");

    assertThat(list.body())
        .isEqualTo(
            "{\"data\":[{\"name\":\"order.paid\",\"group\":\"order\",\"description\":\"d\","
                + "\"deprecated\":false,\"schemas\":{\"1\":{\"properties\":{\"total\":{\"const\":7}}}},"
                + "\"example\":{\"total\":7}}],\"done\":true}");
  }

  @Test
  void whatCallersWriteIsInert() throws Exception {
    api.put(
        "/api/v1/event-type/a.b",
        "{\"description\":\"%s {page} {#if}\",\"schemas\":{\"1\":{\"title\":\"%s\"}},\"examples\":{\"1\":{\"%s\":\"%s\"}}}"
            .formatted(SCRIPT, SCRIPT, SCRIPT, SCRIPT));

    String page = get("/catalog/" + environment.id()).body();

    assertThat(page).doesNotContain("<script").contains("&lt;script&gt;", "{page} {#if}");
  }

  @Test
  void unknownAndSwitchedOffLookAlike() throws Exception {
    publish(false);

    HttpResponse<String> off = get("/catalog/" + environment.id());
    HttpResponse<String> unknown = get("/catalog/env_2GHeOmDpNtVMKhJ4DGOAeAAAAAA");

    assertThat(off.statusCode()).isEqualTo(404);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).isEqualTo(off.body());
    assertThat(get("/catalog/" + environment.name()).statusCode()).isEqualTo(404);
    assertThat(get("/catalog/" + environment.id() + "/event-types").statusCode()).isEqualTo(404);
  }

  private void publish(boolean yes) {
    Api.ofOperator()
        .patch(
            "/api/v1/environment/" + environment.id(),
            "{\"settings\":{\"publicCatalog\":" + yes + "}}");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
