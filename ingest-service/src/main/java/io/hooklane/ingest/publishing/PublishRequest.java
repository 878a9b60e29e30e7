package io.hooklane.ingest.publishing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.hooklane.contracts.message.Message;
import io.hooklane.ingest.json.JsonSlice;
import io.hooklane.ingest.message.MessageRules;
import io.hooklane.management.ValidationErrorBody;
import io.hooklane.management.ValidationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a publish: valid, its payload still the bytes that came.
 *
 * @param echo the payload as the answer shows it
 * @param body what receivers get
 * @param contentType the body's media type
 */
record PublishRequest(
    String eventType,
    @Nullable String eventId,
    List<String> channels,
    List<String> tags,
    JsonSlice echo,
    byte[] body,
    String contentType) {

  /**
   * Reads a request's body. Of a field that stands there twice, the last counts.
   *
   * @throws ValidationException naming each field that is wrong
   */
  static PublishRequest parse(byte @Nullable [] body) {
    return new Reader(body == null ? new byte[0] : body).read();
  }

  private static final class Reader {

    private static final JsonSlice EMPTY_OBJECT =
        new JsonSlice("{}".getBytes(StandardCharsets.US_ASCII), 0, 2);

    private final byte[] document;
    private final List<ValidationErrorBody.Item> wrong = new ArrayList<>();
    private @Nullable String eventType;
    private @Nullable String eventId;
    private List<String> channels = List.of();
    private List<String> tags = List.of();
    private @Nullable JsonSlice payload;
    private @Nullable String rawPayload;
    private @Nullable String contentType;

    Reader(byte[] document) {
      this.document = document;
    }

    PublishRequest read() {
      try (JsonParser json = JsonSlice.parser(document)) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
          throw ofBody("Must be a JSON object", "value_error.jsondecode");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String field = json.currentName();
          json.nextToken();
          readField(field, json);
        }
        JsonSlice.requireEnd(json);
      } catch (JsonProcessingException e) {
        throw ofBody("Not JSON: " + e.getOriginalMessage(), "value_error.jsondecode");
      } catch (IOException e) {
        throw new IllegalStateException("Bytes in memory can be read", e);
      }
      return checked();
    }

    private void readField(String field, JsonParser json) throws IOException {
      switch (field) {
        case "eventType" -> eventType = text(json, "eventType");
        case "eventId" -> eventId = text(json, "eventId");
        case "channels" -> channels = texts(json, "channels");
        case "tags" -> tags = texts(json, "tags");
        case "payload", "data" -> payload = JsonSlice.of(json, document);
        case "transformationsParams" -> readTransformation(json);
        default -> json.skipChildren();
      }
    }

    /** {@code rawPayload} and {@code headers.content-type}; whatever else is there says nothing. */
    private void readTransformation(JsonParser json) throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        return;
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        if (field.equals("rawPayload")) {
          rawPayload = text(json, "transformationsParams", "rawPayload");
        } else if (field.equals("headers") && json.currentToken() == JsonToken.START_OBJECT) {
          readHeaders(json);
        } else {
          json.skipChildren();
        }
      }
    }

    private void readHeaders(JsonParser json) throws IOException {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        if (name.equalsIgnoreCase("content-type")) {
          contentType = text(json, "transformationsParams", "headers", name);
        } else {
          json.skipChildren();
        }
      }
    }

    private @Nullable String text(JsonParser json, String... path) throws IOException {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        return json.getText();
      }
      if (json.currentToken() != JsonToken.VALUE_NULL) {
        json.skipChildren();
        complain("Must be a string", path);
      }
      return null;
    }

    private List<String> texts(JsonParser json, String field) throws IOException {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return List.of();
      }
      List<String> texts = new ArrayList<>();
      if (json.currentToken() != JsonToken.START_ARRAY) {
        json.skipChildren();
        complain("Must be an array of strings", field);
        return texts;
      }
      int index = 0;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        String text = text(json, field, Integer.toString(index));
        if (json.currentToken() == JsonToken.VALUE_NULL) {
          complain("Must be a string", field, Integer.toString(index));
        }
        if (text != null && texts.size() <= MessageRules.MOST_CHANNELS) {
          texts.add(text);
        }
        index++;
      }
      if (index == 0 || index > MessageRules.MOST_CHANNELS) {
        complain("Must have 1 to " + MessageRules.MOST_CHANNELS + " entries", field);
      }
      return texts;
    }

    private PublishRequest checked() {
      if (eventType == null) {
        complain("Field required", "eventType");
      } else {
        complainIf(MessageRules.wrongWithName(eventType), "eventType");
      }
      if (eventId != null) {
        complainIf(MessageRules.wrongWithName(eventId), "eventId");
      }
      checkNames(channels, "channels");
      checkNames(tags, "tags");
      checkPayload();
      checkContentType();
      if (!wrong.isEmpty() || eventType == null) {
        throw new ValidationException(wrong);
      }
      JsonSlice echo = payload == null ? EMPTY_OBJECT : payload;
      return new PublishRequest(
          eventType,
          eventId,
          channels,
          tags,
          echo,
          rawPayload == null ? echo.bytes() : rawPayload.getBytes(StandardCharsets.UTF_8),
          contentType == null ? Message.JSON : contentType);
    }

    private void checkNames(List<String> names, String field) {
      Set<String> distinct = new HashSet<>();
      for (int i = 0; i < names.size(); i++) {
        complainIf(MessageRules.wrongWithChannel(names.get(i)), field, Integer.toString(i));
        if (!distinct.add(names.get(i))) {
          complain("Must be unique", field, Integer.toString(i));
        }
      }
    }

    private void checkPayload() {
      if (payload == null) {
        if (rawPayload == null) {
          complain("Field required", "payload");
        }
      } else if (!payload.isObject()) {
        complain("Must be a JSON object", "payload");
      }
    }

    private void checkContentType() {
      if (contentType != null) {
        complainIf(
            MessageRules.wrongWithContentType(contentType),
            "transformationsParams",
            "headers",
            "content-type");
      }
    }

    private void complainIf(@Nullable String why, String... path) {
      if (why != null) {
        complain(why, path);
      }
    }

    private void complain(String why, String... path) {
      List<String> loc = new ArrayList<>(List.of("body"));
      loc.addAll(List.of(path));
      wrong.add(new ValidationErrorBody.Item(loc, why, "value_error"));
    }

    private static ValidationException ofBody(String why, String type) {
      return new ValidationException(
          List.of(new ValidationErrorBody.Item(List.of("body"), why, type)));
    }
  }
}
