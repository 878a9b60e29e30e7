package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of many who make the same thing at once, one makes it. */
@EndToEnd
class ConcurrencyE2E {

  private static final int CALLERS = 200;
  private static final int REPEATS = 100;

  private final Hooklane hooklane;

  ConcurrencyE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
  }

  @Test
  void oneMakesTheApplicationAndTheOthersAreToldSo() {
    oneOf("/api/v1/app", Json.object("name", "Race", "uid", unique()));
  }

  @Test
  void oneMakesTheEndpointAndTheOthersAreToldSo() {
    oneOf(
        hooklane.anApplication().path() + "/endpoint",
        Json.object("url", hooklane.receiver().inbox().url(), "uid", unique()));
  }

  @Test
  void oneMakesTheEventTypeAndTheOthersAreToldSo() {
    oneOf("/api/v1/event-type", Json.object("name", unique(), "description", "Race"));
  }

  @Test
  void aHundredRepeatsWithOneIdempotencyKeyMakeOneApplication() {
    String name = unique();
    byte[] body = Json.bytes(Json.object("name", name));
    String key = unique();

    List<Answer> answers =
        atOnce(
            REPEATS, () -> hooklane.live().postBytes("/api/v1/app", body, "idempotency-key", key));

    Set<String> ids = new HashSet<>();
    answers.forEach(answer -> ids.add(answer.expect(201).json().path("id").asText()));
    assertThat(ids).hasSize(1);
    assertThat(newestNamed(name)).isEqualTo(1);
  }

  private void oneOf(String path, Map<String, @Nullable Object> body) {
    List<Answer> answers = atOnce(CALLERS, () -> hooklane.live().post(path, body));

    Map<Integer, Long> byStatus =
        answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting()));
    assertThat(byStatus).isEqualTo(Map.of(201, 1L, 409, CALLERS - 1L));
  }

  /** How many of the newest applications have this name. */
  private long newestNamed(String name) {
    long count = 0;
    for (JsonNode one :
        hooklane
            .live()
            .get("/api/v1/app?order=descending&limit=250")
            .expect(200)
            .json()
            .path("data")) {
      if (one.path("name").asText().equals(name)) {
        count++;
      }
    }
    return count;
  }

  private static List<Answer> atOnce(int callers, Callable<@Nullable Answer> call) {
    return AtOnce.all(callers, Collections.nCopies(callers, call));
  }

  private static String unique() {
    return "race-" + UUID.randomUUID();
  }
}
