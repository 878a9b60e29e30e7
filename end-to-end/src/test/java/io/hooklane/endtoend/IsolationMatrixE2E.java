package io.hooklane.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.endtoend.OpenApi.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may do what: every operation of the served OpenAPI, called by everybody who should not be
 * able to, or only in part. A new operation is covered by itself, by the permission that it says it
 * needs.
 */
@EndToEnd
class IsolationMatrixE2E {

  /** What an operator may do without an environment. */
  private static final Set<String> OF_THE_INSTALLATION =
      Set.of("", "installation:operate", "audit:read");

  private final Hooklane hooklane;
  private final ValidRequests requests;
  private final OpenApi api;

  IsolationMatrixE2E(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.requests = new ValidRequests(hooklane);
    this.api = OpenApi.served(hooklane);
  }

  @TestFactory
  Stream<DynamicTest> whoeverIsUnknownIsRefusedEverywhere() {
    String live = hooklane.standalone().liveKey();
    String basic =
        Base64.getEncoder().encodeToString((live + ":").getBytes(StandardCharsets.UTF_8));
    return Stream.of(
        unknown("no token", null),
        unknown("a bad token", "Bearer hk_live_nobody"),
        unknown("an empty token", "Bearer "),
        unknown("a token of a wrong scheme", "Basic " + basic),
        unknown("a token without a scheme", live),
        unknown("a key that was revoked", "Bearer " + new Keys(hooklane).revoked()),
        unknown("a key that has expired", "Bearer " + new Keys(hooklane).expired()),
        unknown("two tokens in one", "Bearer " + live + ", Bearer " + live),
        unknown("a token cut off", "Bearer " + live.substring(0, live.length() - 1)));
  }

  @TestFactory
  Stream<DynamicTest> anotherEnvironmentsKeyFindsNothingHere() {
    // Bodies that are taken there, so that nothing but the path is wrong.
    hooklane
        .test()
        .put("/api/v1/event-type/" + ValidRequests.TYPE, Json.object("description", "Valid"));
    return protectedOperations(
        (operation, path) -> {
          Api other = hooklane.test();
          Answer here = send(other, operation, path);
          if (!operation.path().contains("{")) {
            assertThat(here.text()).doesNotContain(requests.application().id());
            return;
          }
          Answer nowhere = send(other, operation, requests.pathToUnknown(operation));
          assertThat(here.status()).as(here.text()).isEqualTo(nowhere.status());
          if (here.status() / 100 != 2) {
            assertThat(here.json()).isEqualTo(nowhere.json());
          }
          if (Permissions.operates(operation)) {
            here.expect(403);
          } else if (!operation.method().equals("PUT")) {
            here.expect(404);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> anotherApplicationsTokenFindsNothingHere() {
    Api other = hooklane.with(Keys.portal(hooklane.anApplication()));
    return refused(
        (operation, path) -> {
          if (operation.path().contains("{app_id}")) {
            Answer here = send(other, operation, path);
            Answer nowhere = send(other, operation, requests.pathToUnknown(operation));
            assertThat(here.status()).as(here.text()).isIn(403, 404).isEqualTo(nowhere.status());
            assertThat(here.json()).isEqualTo(nowhere.json());
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> anOperatorWhoNamesNoEnvironmentOpensNone() {
    return protectedOperations(
        (operation, path) -> {
          if (Permissions.endsTokens(operation)) {
            return;
          }
          Answer answer = send(hooklane.operator(), operation, path);
          if (OF_THE_INSTALLATION.contains(Permissions.neededFor(operation))) {
            succeeds(answer);
          } else {
            answer.expect(403);
          }
        });
  }

  @TestFactory
  Stream<DynamicContainer> whoeverIsKnownMayDoWhatTheirPermissionsSayAndNoMore() {
    Keys keys = new Keys(hooklane);
    Application application = requests.application();
    return Stream.of(
        known("an environment's key", hooklane.standalone().liveKey()),
        known("a viewer's key", keys.of("live", "read")),
        known("a publisher's key", keys.of("live", "publish")),
        known("a manager's key", keys.of("live", "manage")),
        known("a portal's token", Keys.portal(application)),
        known("a portal's token to read", Keys.portal(application, "ViewBase")),
        known("a portal's token for endpoints", Keys.portal(application, "ManageEndpoint")));
  }

  /** All operations at once: the gateway takes its time over a key that it does not know. */
  private DynamicTest unknown(String name, @Nullable String authorization) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          List<Callable<@Nullable String>> calls = new ArrayList<>();
          for (Operation operation : api.operations()) {
            if (!operation.isAnonymous()) {
              String path = requests.pathForRefusal(operation);
              calls.add(() -> faultOfUnknown(operation, path, authorization));
            }
          }
          assertThat(AtOnce.all(calls)).isEmpty();
        });
  }

  private @Nullable String faultOfUnknown(
      Operation operation, String path, @Nullable String authorization) {
    ObjectNode body = requests.body(operation);
    byte[] bytes = body == null ? new byte[0] : Json.bytes(body);
    String[] headers =
        authorization == null ? new String[0] : new String[] {"authorization", authorization};
    Answer answer = hooklane.with(null).send(operation.method(), path, bytes, headers);
    return answer.status() == 401
            && answer.json().path("code").asText().equals("authentication_failed")
        ? null
        : answer.call() + ": " + answer.status() + " " + answer.text();
  }

  private Stream<DynamicTest> refused(BiConsumer<Operation, String> check) {
    return protectedOperations(requests::pathForRefusal, check);
  }

  private Stream<DynamicTest> protectedOperations(BiConsumer<Operation, String> check) {
    return protectedOperations(requests::path, check);
  }

  private Stream<DynamicTest> protectedOperations(
      Function<Operation, String> path, BiConsumer<Operation, String> check) {
    List<Operation> all = api.operations();
    assertThat(all).isNotEmpty();
    return all.stream()
        .filter(operation -> !operation.isAnonymous())
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.toString(), () -> check.accept(operation, path.apply(operation))));
  }

  private Answer send(Api caller, Operation operation, String path) {
    ObjectNode body = requests.body(operation);
    return caller.send(operation.method(), path, body == null ? new byte[0] : Json.bytes(body));
  }

  private static void succeeds(Answer answer) {
    assertThat(answer.status()).as(answer.call() + ": " + answer.text()).isBetween(200, 299);
  }

  private DynamicContainer known(String name, String key) {
    Api caller = hooklane.with(key);
    JsonNode identity = caller.get("/api/v1/auth/whoami").expect(200).json();
    Set<String> permissions = new HashSet<>();
    identity.path("permissions").forEach(permission -> permissions.add(permission.asText()));
    assertThat(permissions).as(name).isNotEmpty();
    return DynamicContainer.dynamicContainer(
        name,
        refused(
            (operation, pathForRefusal) -> {
              String needed = Permissions.neededFor(operation);
              if (!needed.isEmpty() && !permissions.contains(needed)) {
                send(caller, operation, pathForRefusal).expect(403);
              } else if (!Permissions.endsTokens(operation)) {
                succeeds(send(caller, operation, requests.path(operation)));
              }
            }));
  }
}
