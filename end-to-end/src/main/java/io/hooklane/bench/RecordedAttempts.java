package io.hooklane.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The attempts to some customers' endpoints, as the API lists them.
 *
 * @param rows how many are listed
 * @param distinct how many of them differ in their ids
 */
record RecordedAttempts(long rows, long distinct) {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Reads them all, page by page. */
  static RecordedAttempts of(TestBed bed, Customers customers) {
    long rows = 0;
    Set<String> ids = new HashSet<>();
    for (int application = 0; application < customers.applications(); application++) {
      for (int endpoint = 0; endpoint < customers.fanOut(); endpoint++) {
        String path =
            "/api/v1/app/%s/attempt/endpoint/e%d?limit=250&with_content=false"
                .formatted(
                    customers.uid(application),
                    customers.first() + application * customers.fanOut() + endpoint);
        String iterator = "";
        do {
          JsonNode page = get(bed, iterator.isEmpty() ? path : path + "&iterator=" + iterator);
          for (JsonNode row : page.path("data")) {
            rows++;
            ids.add(row.path("id").asText());
          }
          iterator = page.path("done").asBoolean() ? "" : page.path("iterator").asText();
        } while (!iterator.isEmpty());
      }
    }
    return new RecordedAttempts(rows, ids.size());
  }

  private static JsonNode get(TestBed bed, String path) {
    try {
      return Json.MAPPER.readTree(bed.product().api().get(path, LIMIT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
