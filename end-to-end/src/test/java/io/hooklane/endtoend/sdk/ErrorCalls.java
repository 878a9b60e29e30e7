package io.hooklane.endtoend.sdk;

import static io.hooklane.endtoend.sdk.EventTypeCalls.anEventType;
import static io.hooklane.endtoend.sdk.SdkCalls.refusalOf;
import static io.hooklane.endtoend.sdk.SdkCalls.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.svix.Svix;
import com.svix.api.ApplicationListOptions;
import com.svix.exceptions.ApiException;
import com.svix.models.ApplicationIn;
import com.svix.models.EndpointIn;
import com.svix.models.EventTypeIn;
import io.hooklane.endtoend.sdk.SdkCalls.Call;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** What the SDK throws: its own exception, with a body in one of the two documented shapes. */
final class ErrorCalls {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Svix svix;
  private final String server;
  private final URI receiver;

  ErrorCalls(Svix svix, String server, String receiver) {
    this.svix = svix;
    this.server = server;
    this.receiver = URI.create(receiver);
  }

  Map<String, Executable> checks() {
    return Map.of("errors with a code", this::coded, "errors that name a field", this::naming);
  }

  private void coded() throws IOException, ApiException {
    Svix stranger = SdkCalls.client(server, "not.a.key");
    isRefused(401, "authentication_failed", () -> stranger.getApplication().list());
    isRefused(404, "not_found", () -> svix.getApplication().get("app_nobody"));
    String uid = unique("sdk");
    svix.getApplication().create(new ApplicationIn().name("Taken").uid(uid));
    isRefused(
        409,
        "conflict",
        () -> svix.getApplication().create(new ApplicationIn().name("Taken").uid(uid)));
    String name = anEventType(svix);
    isRefused(
        409,
        "event_type_exists",
        () -> svix.getEventType().create(new EventTypeIn().name(name).description("Again")));
  }

  private void naming() throws IOException, ApiException {
    String app = svix.getApplication().create(new ApplicationIn().name("SDK")).getId();
    namesPlace(
        "body.filterTypes",
        () ->
            svix.getEndpoint()
                .create(app, new EndpointIn().url(receiver).addFilterTypesItem("no.such.type")));
    ApplicationListOptions tooMany = new ApplicationListOptions();
    tooMany.setLimit(251L);
    namesPlace("query.limit", () -> svix.getApplication().list(tooMany));
  }

  private static void isRefused(int status, String code, Call call) throws IOException {
    ApiException refusal = refusalOf(call);
    assertThat(refusal.getCode()).as(refusal.getResponseBody()).isEqualTo(status);
    JsonNode body = MAPPER.readTree(refusal.getResponseBody());
    assertThat(body.path("code").asText()).isEqualTo(code);
    assertThat(body.path("detail").asText()).isNotEmpty();
  }

  private static void namesPlace(String place, Call call) throws IOException {
    ApiException refusal = refusalOf(call);
    assertThat(refusal.getCode()).as(refusal.getResponseBody()).isEqualTo(422);
    List<String> places = new ArrayList<>();
    for (JsonNode item : MAPPER.readTree(refusal.getResponseBody()).path("detail")) {
      assertThat(item.path("msg").asText()).isNotEmpty();
      assertThat(item.path("type").asText()).isNotEmpty();
      List<String> loc = new ArrayList<>();
      item.path("loc").forEach(step -> loc.add(step.asText()));
      places.add(String.join(".", loc));
    }
    assertThat(places).contains(place);
  }
}
