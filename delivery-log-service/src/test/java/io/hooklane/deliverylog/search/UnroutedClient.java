package io.hooklane.deliverylog.search;

import static io.restassured.RestAssured.given;

import io.hooklane.deliverylog.Customer;
import io.hooklane.deliverylog.TopicWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks which messages no endpoint took, when all that a test wrote is acknowledged. */
final class UnroutedClient {

  /** The most that are shown. */
  static final int LIMIT = 250;

  private final TopicWriter topics;

  UnroutedClient(TopicWriter topics) {
    this.topics = topics;
  }

  /** What is asked for of the answer. */
  record Answer(long count, List<String> ids) {}

  /**
   * Asks for a window of time.
   *
   * @param of whose messages; everybody's when null
   */
  Answer answer(Instant since, Instant until, @Nullable Customer of) {
    topics.flush();
    var answer =
        given()
            .queryParam("since", since.toString())
            .queryParam("until", until.toString())
            .queryParam("limit", LIMIT)
            .queryParams(of == null ? Map.of() : Map.of("app_id", of.uid()))
            .get("/api/v1/undelivered")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    return new Answer(
        answer.getLong("withoutEndpoint.count"),
        answer.getList("withoutEndpoint.messages.id", String.class));
  }

  /** Returns when all is recorded, which an answer waits for. */
  void awaitRecorded(Instant noon) {
    answer(noon, noon.plusSeconds(1), null);
  }
}
