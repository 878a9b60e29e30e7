package io.hooklane.subscription.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of an OpenAPI document: of its {@code webhooks} (OpenAPI 3.1) and its {@code
 * x-webhooks}.
 */
public final class OpenApiWebhooks {

  private static final int MOST = 1_000;
  private static final int MOST_HOPS = 10;
  private static final List<String> METHODS =
      List.of("post", "put", "patch", "get", "delete", "options", "head", "trace");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JsonNode document;

  private OpenApiWebhooks(JsonNode document) {
    this.document = document;
  }

  /**
   * Reads a document's text, YAML or JSON.
   *
   * @throws UnreadableDocumentException when it cannot be read, or a webhook in it cannot
   */
  public static List<Webhook> ofText(String text) {
    return new OpenApiWebhooks(DocumentText.read(text)).all();
  }

  /** As {@link #ofText}, of a document that is JSON for certain. */
  public static List<Webhook> ofJson(String json) {
    try {
      return new OpenApiWebhooks(JSON.readTree(json)).all();
    } catch (JsonProcessingException e) {
      throw new UnreadableDocumentException(List.of(), "Not JSON: " + e.getOriginalMessage());
    }
  }

  private List<Webhook> all() {
    if (!document.path("openapi").asText().startsWith("3.")) {
      throw new UnreadableDocumentException(
          List.of("openapi"), "Give an OpenAPI document of version 3");
    }
    List<Webhook> webhooks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String section : List.of("webhooks", "x-webhooks")) {
      for (Map.Entry<String, JsonNode> entry : document.path(section).properties()) {
        List<String> place = List.of(section, entry.getKey());
        if (webhooks.size() >= MOST) {
          throw new UnreadableDocumentException(place, "At most " + MOST + " webhooks");
        }
        Webhook webhook = webhook(entry.getKey(), entry.getValue(), place);
        if (!names.add(webhook.name())) {
          throw new UnreadableDocumentException(place, "This webhook is there twice");
        }
        webhooks.add(webhook);
      }
    }
    return webhooks;
  }

  private Webhook webhook(String key, JsonNode item, List<String> place) {
    JsonNode path = followed(item, place);
    for (String method : METHODS) {
      if (path.path(method).isObject()) {
        return webhook(key, path, path.path(method), step(place, method));
      }
    }
    throw new UnreadableDocumentException(place, "A webhook has an operation, such as post");
  }

  private Webhook webhook(String key, JsonNode path, JsonNode operation, List<String> place) {
    List<String> bodyPlace = step(place, "requestBody");
    JsonNode body = followed(operation.path("requestBody"), bodyPlace);
    String type = mediaType(body.path("content"));
    List<String> mediaPlace = step(step(bodyPlace, "content"), type == null ? "" : type);
    JsonNode media = type == null ? JSON.missingNode() : body.path("content").path(type);
    JsonNode example = example(media, mediaPlace);
    return new Webhook(
        key,
        description(operation, path),
        operation.path("deprecated").asBoolean(false),
        media.path("schema").isObject()
            ? new BundledSchema(document, step(mediaPlace, "schema")).of(media.path("schema"))
            : null,
        example.isObject() ? example.toString() : null,
        media.isMissingNode() ? place : mediaPlace);
  }

  private static String description(JsonNode operation, JsonNode path) {
    for (JsonNode described : List.of(operation, path)) {
      for (String field : List.of("description", "summary")) {
        String text = described.path(field).asText();
        if (!text.isBlank()) {
          return text;
        }
      }
    }
    return "";
  }

  private static @Nullable String mediaType(JsonNode content) {
    List<String> types = new ArrayList<>();
    content.fieldNames().forEachRemaining(types::add);
    return types.stream()
        .filter(it -> it.startsWith("application/json"))
        .findFirst()
        .or(() -> types.stream().filter(it -> it.contains("json") || it.contains("*")).findFirst())
        .orElse(null);
  }

  private JsonNode example(JsonNode media, List<String> place) {
    if (media.has("example")) {
      return media.path("example");
    }
    for (Map.Entry<String, JsonNode> entry : media.path("examples").properties()) {
      return followed(entry.getValue(), step(step(place, "examples"), entry.getKey()))
          .path("value");
    }
    return JSON.missingNode();
  }

  /** What a reference object stands for; anything else is itself. */
  private JsonNode followed(JsonNode node, List<String> place) {
    JsonNode present = node;
    for (int hops = 0; present.path("$ref").isTextual(); hops++) {
      present = target(present.path("$ref").textValue(), hops, place);
    }
    return present;
  }

  private JsonNode target(String reference, int hops, List<String> place) {
    JsonNode target =
        reference.startsWith("#/") && hops < MOST_HOPS
            ? at(document, reference)
            : JSON.missingNode();
    if (!target.isObject()) {
      throw new UnreadableDocumentException(
          step(place, "$ref"), "Only references within the document are followed: " + reference);
    }
    return target;
  }

  static JsonNode at(JsonNode document, String reference) {
    try {
      return document.at(JsonPointer.compile(reference.substring(1).replace("%20", " ")));
    } catch (IllegalArgumentException e) {
      return JSON.missingNode();
    }
  }

  static List<String> step(List<String> place, String step) {
    List<String> deeper = new ArrayList<>(place);
    deeper.add(step);
    return deeper;
  }
}
