package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.endtoend.Mutations.Mutation;
import io.hooklane.endtoend.OpenApi.Operation;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever is sent to whichever operation of the served OpenAPI: the answer is a success or an
 * error in a documented shape, within ten seconds, and never our fault.
 */
@EndToEnd
class BodyFuzzE2E {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Values for any parameter of a query; some are right for some of them. */
  private static final List<String> ANY =
      List.of("", "x", "-1", "1.5", "%00", "%FF", "%ED%A0%80", "%F0%9D%92%B3", "x".repeat(2_000));

  /** What certain parameters may not be. */
  private static final Map<String, List<String>> REFUSED =
      Map.of(
          "limit", List.of("0", "251", "abc", "-1", "99999999999999999999"),
          "iterator", List.of("no%20iterator", "-no%20iterator", "%00"),
          "order", List.of("x", "Ascending"),
          "before", List.of("notadate", "2026-13-01T00:00:00Z"),
          "after", List.of("notadate", "1"),
          "status", List.of("abc", "9"),
          "status_code_class", List.of("abc", "201"),
          "event_types", List.of("no%20type"));

  private final ValidRequests requests;
  private final OpenApi api;

  BodyFuzzE2E(Hooklane hooklane) {
    this.requests = new ValidRequests(hooklane);
    this.api = OpenApi.served(hooklane);
  }

  @TestFactory
  Stream<DynamicTest> bodies() {
    return api.operations().stream()
        .filter(operation -> api.bodySchema(operation) != null)
        .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> fuzzes(operation)));
  }

  @TestFactory
  Stream<DynamicTest> queries() {
    return api.operations().stream()
        .filter(operation -> !operation.queryParameters().isEmpty() && operation.reads())
        .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> queries(operation)));
  }

  private void fuzzes(Operation operation) {
    JsonNode schema = Objects.requireNonNull(api.bodySchema(operation));
    ObjectNode valid = Objects.requireNonNull(requests.body(operation));
    assertThat(api.faultsOfRequest(operation, valid)).as(valid.toString()).isEmpty();
    String path = requests.path(operation);
    boolean wearsOut = operation.path().endsWith("/rotate");

    List<Try> tries = new ArrayList<>();
    for (Mutation mutation :
        Mutations.of(api, schema, () -> Objects.requireNonNull(requests.body(operation)))) {
      tries.add(
          new Try(
              mutation.name(),
              operation.method(),
              wearsOut ? requests.path(operation) : path,
              mutation.body(),
              false));
    }

    assertThat(faults(operation, tries)).as(operation + ": " + tries.size() + " bodies").isEmpty();
  }

  private void queries(Operation operation) {
    String path = requests.path(operation);
    List<Try> tries = new ArrayList<>();
    tries.add(query(path, "hooklane_unknown=1", false));
    for (String parameter : operation.queryParameters()) {
      ANY.forEach(value -> tries.add(query(path, parameter + "=" + value, false)));
      tries.add(query(path, parameter, false));
      tries.add(query(path, parameter + "=x&" + parameter + "=y", false));
      REFUSED
          .getOrDefault(parameter, List.of())
          .forEach(value -> tries.add(query(path, parameter + "=" + value, true)));
    }

    assertThat(faults(operation, tries)).as(operation + ": " + tries.size() + " queries").isEmpty();
  }

  private static Try query(String path, String query, boolean refused) {
    String name = query.length() > 60 ? query.substring(0, 60) : query;
    return new Try(name, "GET", path + "?" + query, new byte[0], refused);
  }

  private List<String> faults(Operation operation, List<Try> tries) {
    Api caller = requests.caller(operation);
    // Only few imports may run at once; more are asked to come again, which is no answer to a body.
    int callers = operation.path().endsWith("/import") ? 1 : AtOnce.CALLERS;
    return AtOnce.all(
        callers,
        tries.stream().<Callable<@Nullable String>>map(one -> () -> fault(caller, one)).toList());
  }

  private static @Nullable String fault(Api caller, Try one) {
    long began = System.nanoTime();
    try {
      Answer answer = caller.send(one.method(), one.path(), one.body());
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      if (took.compareTo(LONGEST) > 0) {
        return one.name() + ": took " + took;
      }
      boolean success = answer.status() / 100 == 2;
      if (one.refused() && success || !success && !answer.isDocumentedError()) {
        String text = answer.text();
        return one.name()
            + ": "
            + answer.status()
            + " "
            + text.substring(0, Math.min(300, text.length()));
      }
      return null;
    } catch (UncheckedIOException e) {
      return one.name() + ": " + e.getCause();
    }
  }

  /**
   * One request.
   *
   * @param refused whether it may not succeed
   */
  private record Try(String name, String method, String path, byte[] body, boolean refused) {}
}
