package io.hooklane.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.endtoend.OpenApi.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to call any operation with success: values for its path, and a body. An operation
 * or a parameter without an entry fails the test that asks, so that nothing new goes untested.
 */
final class ValidRequests {

  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  /** An event type of the catalog. */
  static final String TYPE = "valid.request";

  /** Another one, which no request names but in its path. */
  private static final String READ_TYPE = "valid.request.read";

  private final Hooklane hooklane;
  private final Application application;
  private final Endpoint endpoint;
  private @Nullable String message;
  private @Nullable String attempt;
  private @Nullable String key;
  private @Nullable String task;
  private @Nullable String operationalEndpoint;

  ValidRequests(Hooklane hooklane) {
    this.hooklane = hooklane;
    this.application = hooklane.anApplication();
    this.endpoint = application.anEndpoint().at(hooklane.receiver().inbox()).created();
    for (String type : List.of(TYPE, READ_TYPE)) {
      hooklane
          .live()
          .put(
              "/api/v1/event-type/" + type,
              Json.object(
                  "description", "Valid", "schemas", Map.of("1", Map.of("type", "object"))));
    }
  }

  /** Who may do it: an environment's key but for what only an operator or a token may do. */
  Api caller(Operation operation) {
    if (Permissions.endsTokens(operation)) {
      return hooklane.with(Keys.portal(application));
    }
    if (operation.id().equals("v1.environment.import")) {
      return environmentApart(); // Else settings that happen to be taken would hold for all tests.
    }
    return Permissions.operates(operation) ? hooklane.operator() : hooklane.live();
  }

  /** A path to things that exist; what the operation changes is made for it. */
  String path(Operation operation) {
    return filled(operation.path(), values(operation, !operation.reads()));
  }

  /** A path that is well formed, but to things that do not exist. */
  String pathToNothing(Operation operation) {
    return PARAMETER.matcher(operation.path()).replaceAll("nobody-" + UUID.randomUUID());
  }

  /** A path to things that exist and that the call is not to change, since it is refused. */
  String pathForRefusal(Operation operation) {
    return filled(operation.path(), values(operation, false));
  }

  /** A path of ids that look like the ones of things, but are nobody's. */
  String pathToUnknown(Operation operation) {
    Map<String, String> unknown = values(operation, false);
    unknown.replaceAll((name, id) -> neighbour(id));
    return filled(operation.path(), unknown);
  }

  /** The application that the paths lead to, unless the operation changes it. */
  Application application() {
    return application;
  }

  /** A body that is taken; null for an operation that takes none. */
  @Nullable ObjectNode body(Operation operation) {
    if (operation.spec().path("requestBody").isMissingNode()) {
      return null;
    }
    String unique = "valid-" + UUID.randomUUID();
    String url = hooklane.receiver().inbox().url();
    return object(
        switch (operation.id()) {
          case "v1.application.create", "v1.application.update" ->
              Json.object("name", unique, "uid", unique, "metadata", Map.of("a", "b"));
          case "patch_application" -> Json.object("name", unique);
          case "v1.endpoint.create" ->
              Json.object("url", url, "uid", unique, "eventTypes", List.of(TYPE));
          case "v1.endpoint.update" -> Json.object("url", url, "eventTypes", List.of(TYPE));
          case "patch_endpoint" -> Json.object("url", url);
          case "v1.endpoint.update-headers", "v1.endpoint.patch-headers" ->
              Json.object("headers", Map.of("X-Valid", "1"));
          case "v1.operational-webhook.endpoint.create", "v1.operational-webhook.endpoint.update" ->
              // Disabled: what other tests do is not to be told.
              Json.object("url", url, "disabled", true, "filterTypes", List.of("endpoint.*"));
          case "v1.operational-webhook.endpoint.update-headers" ->
              Json.object("headers", Map.of("X-Valid", "1"));
          case "v1.operational-webhook.endpoint.rotate-secret" -> Json.object();
          case "put_endpoint_authentication" ->
              Json.object("type", "basic", "username", "valid", "password", "valid");
          case "put_endpoint_client_certificate" ->
              Json.object(
                  "certificate",
                  certificate("client.pem"),
                  "privateKey",
                  certificate("client.key"));
          case "put_endpoint_ca_certificates" -> Json.object("pem", certificate("authority.pem"));
          case "v1.endpoint.rotate-secret" -> Json.object();
          case "v1.endpoint.send-example" -> Json.object("eventType", TYPE);
          case "v1.endpoint.send-examples" -> Json.object("eventTypes", List.of(TYPE));
          case "v1.event-type.import-openapi" ->
              Json.object("dryRun", true, "spec", documentOf("valid.imported"));
          case "v1.endpoint.recover", "v1.endpoint.replay-missing", "v1.endpoint.bulk-replay" ->
              Json.object("since", Instant.now().minus(Duration.ofHours(1)).toString());
          case "v1.event-type.create" -> Json.object("name", unique, "description", "Valid");
          case "v1.event-type.update", "patch_event_type" -> Json.object("description", "Valid");
          case "v1.message.create" ->
              Json.object("eventType", TYPE, "payload", Map.of("a", 1), "eventId", unique);
          case "v1.authentication.app-portal-access" -> Json.object("featureFlags", List.of());
          case "v1.authentication.expire-all" -> Json.object("expiry", 0);
          case "create_key" ->
              Json.object("name", unique, "scopes", List.of("read"), "environment", "live");
          case "create_environment" -> Json.object("name", unique, "kind", "test");
          case "patch_environment" -> Json.object("webhooksEnabled", true);
          case "v1.environment.import" ->
              Json.object("applications", List.of(Json.object("name", unique, "uid", unique)));
          default -> throw new AssertionError("No valid body for " + operation + ": add one");
        });
  }

  /** A call that is to succeed. */
  Answer call(Operation operation) {
    return call(caller(operation), operation);
  }

  /** The same call by anybody. */
  Answer call(Api api, Operation operation) {
    ObjectNode body = body(operation);
    return api.send(
        operation.method(), path(operation), body == null ? new byte[0] : Json.bytes(body));
  }

  private Map<String, String> values(Operation operation, boolean changes) {
    Map<String, String> values = new HashMap<>();
    Matcher names = PARAMETER.matcher(operation.path());
    while (names.find()) {
      String name = names.group(1);
      boolean changed =
          changes
              && (operation.path().endsWith(names.group())
                  || operation.path().contains(names.group() + "/secret")
                  || operation.path().contains(names.group() + "/authentication")
                  || operation.path().contains(names.group() + "/client-certificate")
                  || operation.path().contains(names.group() + "/ca-certificates")
                  || operation.path().endsWith(names.group() + "/content")
                  || operation.path().contains(names.group() + "/expire-all"));
      values.put(
          name,
          operation.path().contains("/operational-webhook/")
              ? anOperationalEndpoint(changed)
              : value(name, changed));
    }
    return values;
  }

  private String value(String name, boolean expendable) {
    return switch (name) {
      case "app_id" -> expendable ? hooklane.anApplication().id() : application.id();
      case "endpoint_id" ->
          expendable
              ? application.anEndpoint().at(hooklane.receiver().inbox()).created().id()
              : endpoint.id();
      case "event_type_name" -> expendable ? anEventType() : READ_TYPE;
      case "msg_id" -> expendable ? application.publish(Event.anEvent(TYPE)) : delivered();
      case "attempt_id" -> {
        delivered();
        yield Objects.requireNonNull(attempt);
      }
      case "task_id" -> aTask();
      case "key_id" -> expendable ? aKey() : readKey();
      case "environment_id" -> expendable ? anEnvironment() : readEnvironment();
      default -> throw new AssertionError("No value for {" + name + "}: add one");
    };
  }

  private String anOperationalEndpoint(boolean expendable) {
    String id = operationalEndpoint;
    if (id == null || expendable) {
      String made =
          hooklane
              .live()
              .post(
                  "/api/v1/operational-webhook/endpoint",
                  Json.object("url", hooklane.receiver().inbox().url(), "disabled", true))
              .expect(201)
              .json()
              .path("id")
              .asText();
      if (!expendable) {
        operationalEndpoint = made;
      }
      return made;
    }
    return id;
  }

  private String anEventType() {
    String name = "valid." + UUID.randomUUID();
    hooklane.registers(List.of(name));
    return name;
  }

  private String aKey() {
    return new Keys(hooklane).made("live", "read").path("id").asText();
  }

  private String aTask() {
    String id = task;
    if (id == null) {
      id =
          application
              .api()
              .post(
                  endpoint.path() + "/recover",
                  Json.object("since", Instant.now().minusSeconds(1).toString()))
              .expect(202)
              .json()
              .path("id")
              .asText();
      task = id;
    }
    return id;
  }

  private String anEnvironment() {
    return hooklane
        .operator()
        .post(
            "/api/v1/environment", Json.object("name", "e2e-" + UUID.randomUUID(), "kind", "test"))
        .expect(201)
        .json()
        .path("id")
        .asText();
  }

  private Api environmentApart() {
    String id = anEnvironment();
    hooklane
        .operator()
        .patch("/api/v1/environment/" + id, Json.object("webhooksEnabled", true))
        .expect(200);
    return hooklane.with(new Keys(hooklane).of(id, "read", "publish", "manage"));
  }

  private String readEnvironment() {
    return hooklane
        .operator()
        .get("/api/v1/environment/live")
        .expect(200)
        .json()
        .path("id")
        .asText();
  }

  private String readKey() {
    String id = key;
    if (id == null) {
      id = aKey();
      key = id;
    }
    return id;
  }

  /** A message that was delivered to the endpoint, with its attempt recorded. */
  private String delivered() {
    String id = message;
    if (id == null) {
      id = application.publish(Event.anEvent(TYPE));
      String published = id;
      message = id;
      attempt =
          await("attempt of " + id)
              .atMost(Duration.ofSeconds(30))
              .pollInterval(Duration.ofMillis(50))
              .until(() -> application.log().attempts(published), attempts -> !attempts.isEmpty())
              .getFirst()
              .id();
    }
    return id;
  }

  private static String neighbour(String id) {
    if (id.indexOf('_') < 0) {
      return id + "-" + UUID.randomUUID();
    }
    int last = id.length() - 1;
    return id.substring(0, last) + (id.charAt(last) == 'a' ? 'b' : 'a');
  }

  private static String filled(String path, Map<String, String> values) {
    return PARAMETER
        .matcher(path)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }

  /** An OpenAPI document with one webhook. */
  private static Map<String, @Nullable Object> documentOf(String type) {
    Map<String, Object> content =
        Map.of("application/json", Map.of("schema", Map.of("type", "object")));
    return Json.object(
        "openapi", "3.1.0",
        "info", Map.of("title", "Valid", "version", "1"),
        "webhooks",
            Map.of(type, Map.of("post", Map.of("requestBody", Map.of("content", content)))));
  }

  /** A file made with openssl for these tests only. */
  static String certificate(String file) {
    try (InputStream in = ValidRequests.class.getResourceAsStream("/certificates/" + file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode object(Map<String, @Nullable Object> fields) {
    return Json.MAPPER.valueToTree(fields);
  }
}
