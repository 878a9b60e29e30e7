package io.hooklane.standalone.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hooklane.standalone.CommandException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReceiverServerTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static ReceiverServer receiver;

  @BeforeAll
  static void start() {
    receiver = ReceiverServer.start(0);
  }

  @AfterAll
  static void stop() {
    receiver.close();
  }

  @Test
  void showsWhatItReceived() throws Exception {
    // Given
    HttpRequest webhook =
        HttpRequest.newBuilder(receiver.url().resolve("/hooks/a?b=c"))
            .header("webhook-id", "msg_1")
            .POST(HttpRequest.BodyPublishers.ofString("{\"a\":\"<b>\"}"))
            .build();
    // When
    int status = CLIENT.send(webhook, HttpResponse.BodyHandlers.ofString()).statusCode();
    // Then
    assertThat(status).isEqualTo(204);
    JsonNode newest = new ObjectMapper().readTree(get("/api/received").body()).path("data").path(0);
    assertThat(newest.path("path").asText()).isEqualTo("/hooks/a?b=c");
    assertThat(newest.path("body").asText()).isEqualTo("{\"a\":\"<b>\"}");
    assertThat(newest.path("headers").findValuesAsText("name")).contains("webhook-id");
  }

  @Test
  void servesItsPageUnderAStrictPolicy() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .get()
        .asString()
        .startsWith("default-src 'none'; script-src 'self';");
    assertThat(page.body()).contains("<h1>Received webhooks</h1>").doesNotContain("<script>");
    assertThat(get("/page.js").statusCode()).isEqualTo(200);
    assertThat(get("/page.css").statusCode()).isEqualTo(200);
  }

  @Test
  void aBusyPortIsAClearError() {
    assertThatThrownBy(() -> ReceiverServer.start(receiver.url().getPort()))
        .isInstanceOf(CommandException.class)
        .hasMessage("The receiver's port " + receiver.url().getPort() + " cannot be used");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(receiver.url().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
