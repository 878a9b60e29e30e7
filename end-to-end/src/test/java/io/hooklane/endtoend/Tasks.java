package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The background tasks at one endpoint. */
record Tasks(Endpoint endpoint) {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Starts one over all that was accepted since, and gives its id. */
  String start(String what, Instant since) {
    return start(what, Json.object("since", since.toString()));
  }

  /** Starts one and gives its id. */
  String start(String what, Map<String, @Nullable Object> body) {
    return api().post(path(what), body).expect(202).json().path("id").asText();
  }

  /** How many messages it would send. */
  int count(String what, Map<String, @Nullable Object> body) {
    return api().post(path(what) + "?dry_run=true", body).expect(200).json().path("count").asInt();
  }

  /** A task as it is now. */
  JsonNode task(String id) {
    return api().get("/api/v1/background-task/" + id).expect(200).json();
  }

  /** Waits until it has finished, and gives how many messages it sent. */
  int finished(String id) {
    await("end of task " + id)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(() -> !task(id).path("status").asText().equals("running"));
    JsonNode ended = task(id);
    assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("finished");
    return ended.path("data").path("sent").asInt();
  }

  /** Starts one and waits until it has finished. */
  int done(String what, Instant since) {
    return finished(start(what, since));
  }

  private String path(String what) {
    return endpoint.path() + "/" + what;
  }

  private Api api() {
    return endpoint.application().api();
  }
}
