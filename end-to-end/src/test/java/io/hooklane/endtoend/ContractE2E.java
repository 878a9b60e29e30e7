package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.endtoend.OpenApi.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every answer, good or bad, has the shape that the SDKs' contract declares for that operation and
 * status. The contract lies beside the checkout; without it these tests are skipped.
 */
@EndToEnd
class ContractE2E {

  /** What is not served yet; these and no others. */
  private static final Set<String> OWED = Set.of();

  /** The contract declares refusals of these only; its server answers 204. */
  private static final Set<String> SAYS_NO_SUCCESS =
      Set.of("v1.message.expunge-content", "v1.message-attempt.expunge-content");

  private static final Path CONTRACT = Path.of("../../shared/svix-openapi.json");
  private static final Set<Integer> NOT_SERVED = Set.of(404, 405, 501);

  /** Which put something where nothing was. */
  private static final Set<String> UPSERTS =
      Set.of("v1.application.update", "v1.event-type.update");

  private final Hooklane hooklane;
  private final ValidRequests requests;

  ContractE2E(Hooklane hooklane) {
    assumeTrue(Files.exists(CONTRACT), "The contract is not at " + CONTRACT);
    this.hooklane = hooklane;
    this.requests = new ValidRequests(hooklane);
  }

  @Test
  void allButTheOwedOperationsAreServed() {
    Set<String> missing = new TreeSet<>();
    for (Operation operation : contract().operations()) {
      if (NOT_SERVED.contains(requests.call(operation).status())) {
        missing.add(operation.id());
      }
    }

    assertThat(missing).containsExactlyInAnyOrderElementsOf(OWED);
  }

  @TestFactory
  Stream<DynamicTest> successIsAsDeclared() {
    return each(
        operation -> true,
        (contract, operation) -> {
          Answer answer = requests.call(operation);
          assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
          if (SAYS_NO_SUCCESS.contains(operation.id())) {
            assertThat(answer.expect(204).body()).isEmpty();
            return;
          }
          assertThat(contract.faults(operation, answer)).as(answer.text()).isEmpty();
        });
  }

  @TestFactory
  Stream<DynamicTest> aWrongKeyIsAsDeclared() {
    return each(
        operation -> !operation.path().contains("/health"),
        (contract, operation) -> {
          Answer answer = requests.call(hooklane.with("nobody"), operation);
          isAsDeclared(contract, operation, answer, 401);
        });
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotThereIsAsDeclared() {
    return each(
        operation -> operation.path().contains("{") && !UPSERTS.contains(operation.id()),
        (contract, operation) -> {
          ObjectNode body = requests.body(operation);
          Answer answer =
              hooklane
                  .live()
                  .send(
                      operation.method(),
                      requests.pathToNothing(operation),
                      body == null ? new byte[0] : Json.bytes(body));
          isAsDeclared(contract, operation, answer, 404);
        });
  }

  @TestFactory
  Stream<DynamicTest> aBodyThatIsNotAllowedIsAsDeclared() {
    return each(
        operation -> requests.body(operation) != null,
        (contract, operation) -> {
          Answer answer =
              hooklane
                  .live()
                  .send(operation.method(), requests.path(operation), Json.bytes(List.of(1)));
          isAsDeclared(contract, operation, answer, 422);
        });
  }

  @TestFactory
  Stream<DynamicTest> aLimitThatIsNotAllowedIsAsDeclared() {
    return each(
        operation -> operation.queryParameters().contains("limit"),
        (contract, operation) -> {
          Answer answer = hooklane.live().get(requests.path(operation) + "?limit=251");
          isAsDeclared(contract, operation, answer, 422);
        });
  }

  @TestFactory
  Stream<DynamicTest> whatIsTakenIsAsDeclared() {
    Set<String> conflicting =
        Set.of(
            "v1.application.create",
            "v1.endpoint.create",
            "v1.event-type.create",
            "v1.message.create");
    return each(
        operation -> conflicting.contains(operation.id()),
        (contract, operation) -> {
          byte[] body = Json.bytes(requests.body(operation));
          String path = requests.path(operation);
          hooklane.live().postBytes(path, body);
          isAsDeclared(contract, operation, hooklane.live().postBytes(path, body), 409);
        });
  }

  @TestFactory
  Stream<DynamicTest> aPutOfWhatIsNotThereIsAsDeclared() {
    return each(
        operation -> operation.method().equals("PUT") && !operation.path().endsWith("/headers"),
        (contract, operation) -> {
          ObjectNode body = Objects.requireNonNull(requests.body(operation));
          String path = requests.path(operation).replaceAll("[^/]+$", "put-" + UUID.randomUUID());
          body.remove("uid");
          Answer answer = hooklane.live().put(path, body);
          isAsDeclared(contract, operation, answer, 201);
        });
  }

  private static void isAsDeclared(
      OpenApi contract, Operation operation, Answer answer, int status) {
    answer.expect(status);
    if (status == 401 && operation.id().startsWith("logout")) {
      return; // Declared with its success only.
    }
    assertThat(contract.faults(operation, answer)).as(answer.text()).isEmpty();
  }

  private Stream<DynamicTest> each(Predicate<Operation> which, Check check) {
    OpenApi contract = contract();
    return contract.operations().stream()
        .filter(operation -> !OWED.contains(operation.id()))
        .filter(which)
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.toString(), () -> check.run(contract, operation)));
  }

  private static OpenApi contract() {
    try {
      return new OpenApi(Json.MAPPER.readTree(CONTRACT.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is checked of each operation. */
  @FunctionalInterface
  private interface Check {
    void run(OpenApi contract, Operation operation);
  }
}
