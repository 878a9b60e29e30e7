package io.hooklane.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import com.networknt.schema.oas.OpenApi31;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An OpenAPI document, of 3.0 or 3.1: its operations and its schemas. */
final class OpenApi {

  private static final String LOCATION = "mem:/openapi.json";
  private static final String JSON = "application/json";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final JsonNode document;
  private final JsonSchemaFactory schemas;

  OpenApi(JsonNode document) {
    this.document = document;
    JsonMetaSchema dialect =
        document.path("openapi").asText().startsWith("3.0")
            ? OpenApi30.getInstance()
            : OpenApi31.getInstance();
    this.schemas =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            factory ->
                factory
                    .metaSchema(dialect)
                    .defaultMetaSchemaIri(dialect.getIri())
                    .schemaLoaders(
                        loaders -> loaders.schemas(Map.of(LOCATION, document.toString()))));
  }

  /** What the product says of itself. */
  static OpenApi served(Hooklane hooklane) {
    return new OpenApi(hooklane.with(null).get("/openapi.json").expect(200).json());
  }

  /** All operations, in the document's order. */
  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method -> {
                          if (METHODS.contains(method.getKey())) {
                            operations.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()));
                          }
                        }));
    return operations;
  }

  /**
   * What is wrong with an answer, by what the document declares for its status.
   *
   * @return empty when nothing is
   */
  List<String> faults(Operation operation, Answer answer) {
    String status = Integer.toString(answer.status());
    JsonNode response = operation.spec().path("responses").path(status);
    if (response.isMissingNode()) {
      return List.of("status " + status + " is not declared");
    }
    if (response.path("content").path(JSON).isMissingNode()) {
      return answer.body().length == 0 ? List.of() : List.of("a body, though none is declared");
    }
    String place = operation.pointer() + "/responses/" + status;
    return messages(schemaAt(place + "/content/" + escaped(JSON) + "/schema"), answer.json());
  }

  /** What is wrong with a body for an operation; empty when nothing is. */
  List<String> faultsOfRequest(Operation operation, JsonNode body) {
    return messages(
        schemaAt(operation.pointer() + "/requestBody/content/" + escaped(JSON) + "/schema"), body);
  }

  /** The schema of an operation's JSON body, with references followed; null when it takes none. */
  @Nullable JsonNode bodySchema(Operation operation) {
    JsonNode schema =
        operation.spec().path("requestBody").path("content").path(JSON).path("schema");
    return schema.isMissingNode() ? null : followed(schema);
  }

  /** A schema, with references followed, and the one that is not null of several. */
  JsonNode followed(JsonNode schema) {
    if (schema.has("$ref")) {
      return followed(document.at(schema.path("$ref").asText().substring(1)));
    }
    for (String several : List.of("allOf", "anyOf", "oneOf")) {
      for (JsonNode one : schema.path(several)) {
        if (!one.path("type").asText().equals("null")) {
          return followed(one);
        }
      }
    }
    return schema;
  }

  private JsonSchema schemaAt(String pointer) {
    return schemas.getSchema(
        SchemaLocation.of(LOCATION + "#" + pointer),
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).locale(Locale.ROOT).build());
  }

  private static List<String> messages(JsonSchema schema, JsonNode value) {
    return schema.validate(value).stream().map(ValidationMessage::getMessage).toList();
  }

  private static String escaped(String step) {
    return step.replace("~", "~0").replace("/", "~1");
  }

  /**
   * One operation.
   *
   * @param path with its parameters in braces
   * @param spec what the document says of it
   */
  record Operation(String method, String path, JsonNode spec) {

    /** The id; both generations of the contract and the product share it. */
    String id() {
      return spec.path("operationId").asText();
    }

    /** Whether it changes nothing. */
    boolean reads() {
      return method.equals("GET");
    }

    /** Whether it needs no key. */
    boolean isAnonymous() {
      JsonNode security = spec.path("security");
      return security.isArray() && security.isEmpty();
    }

    /** The names of its parameters in the query. */
    List<String> queryParameters() {
      List<String> names = new ArrayList<>();
      for (JsonNode parameter : spec.path("parameters")) {
        if (parameter.path("in").asText().equals("query")) {
          names.add(parameter.path("name").asText());
        }
      }
      return names;
    }

    @Override
    public String toString() {
      return method + " " + path;
    }

    private String pointer() {
      return "/paths/" + escaped(path) + "/" + method.toLowerCase(Locale.ROOT);
    }
  }
}
