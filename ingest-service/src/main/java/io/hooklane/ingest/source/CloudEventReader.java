package io.hooklane.ingest.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.hooklane.contracts.HeaderSource;
import io.hooklane.contracts.message.Message;
import io.hooklane.ingest.json.JsonSlice;
import io.hooklane.ingest.rejection.Rejection.Code;
import io.hooklane.topics.RecordHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents 1.0 (Kafka protocol binding §3: binary and structured content mode, the latter
 * in the JSON event format). Extensions: {@code hooklaneapp} the application's id or uid, {@code
 * hooklaneenv} the environment's id or name, {@code hooklanechannels} with commas between them,
 * {@code hooklanetags} likewise, {@code partitionkey} the ordering key.
 *
 * @param defaultEnvironment where an event belongs that names no environment
 */
record CloudEventReader(String defaultEnvironment) implements RecordReader {

  private static final String STRUCTURED = "application/cloudevents";
  private static final String STRUCTURED_JSON = "application/cloudevents+json";

  @Override
  public SourceEvent read(ConsumerRecord<byte[], byte[]> entry) throws RejectedException {
    HeaderSource headers = RecordHeaders.source(entry.headers());
    String contentType = headers.text("content-type");
    if (contentType != null && contentType.startsWith(STRUCTURED)) {
      if (!contentType.startsWith(STRUCTURED_JSON)) {
        throw new RejectedException(
            Code.NOT_A_CLOUD_EVENT, "Of the structured formats, only " + STRUCTURED_JSON);
      }
      return readStructured(entry.value());
    }
    return readBinary(headers, contentType == null ? Message.JSON : contentType, entry.value());
  }

  private SourceEvent readBinary(HeaderSource headers, String contentType, byte[] value)
      throws RejectedException {
    if (SourceEvent.isJson(contentType)) {
      try {
        JsonSlice.requireDocument(value);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
    return event(name -> headers.text("ce_" + name), contentType, value);
  }

  private SourceEvent readStructured(byte[] value) throws RejectedException {
    Map<String, String> attributes = new HashMap<>();
    JsonSlice data = null;
    try (JsonParser json = JsonSlice.parser(value)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new RejectedException(Code.NOT_A_CLOUD_EVENT, "The value is no JSON object");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        JsonToken token = json.nextToken();
        if (name.equals("data")) {
          data = JsonSlice.of(json, value);
        } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
          attributes.put(name, json.getText());
        } else {
          attributes.remove(name);
          json.skipChildren();
        }
      }
      JsonSlice.requireEnd(json);
      String contentType = attributes.getOrDefault("datacontenttype", Message.JSON);
      return event(attributes::get, contentType, data(data, attributes, contentType));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static byte[] data(
      @Nullable JsonSlice data, Map<String, String> attributes, String contentType)
      throws IOException, RejectedException {
    String base64 = attributes.get("data_base64");
    if (base64 != null) {
      try {
        byte[] decoded = Base64.getDecoder().decode(base64);
        if (SourceEvent.isJson(contentType)) {
          JsonSlice.requireDocument(decoded);
        }
        return decoded;
      } catch (IllegalArgumentException e) {
        throw new RejectedException(Code.UNREADABLE, "data_base64 is not base64");
      }
    }
    if (data == null) {
      throw new RejectedException(Code.NO_VALUE, "The event has no data");
    }
    // JSON event format §3.1.1: data of another type than JSON is a string that holds it.
    String text = SourceEvent.isJson(contentType) ? null : data.text();
    return text == null ? data.bytes() : text.getBytes(StandardCharsets.UTF_8);
  }

  private SourceEvent event(
      UnaryOperator<@Nullable String> attributes, String contentType, byte[] body)
      throws RejectedException {
    String version = attributes.apply("specversion");
    if (version == null || !version.startsWith("1.")) {
      throw new RejectedException(
          Code.NOT_A_CLOUD_EVENT, "The attribute specversion must be there and be 1.0");
    }
    String environment = attributes.apply("hooklaneenv");
    return new SourceEvent(
        environment == null ? defaultEnvironment : environment,
        required(attributes.apply("hooklaneapp"), Code.NO_APPLICATION, "hooklaneapp"),
        required(attributes.apply("type"), Code.NO_TYPE, "type"),
        attributes.apply("id"),
        attributes.apply("source"),
        SourceEvent.split(attributes.apply("hooklanechannels")),
        SourceEvent.split(attributes.apply("hooklanetags")),
        attributes.apply("partitionkey"),
        contentType,
        body);
  }

  private static String required(@Nullable String value, Code code, String attribute)
      throws RejectedException {
    if (value == null || value.isEmpty()) {
      throw new RejectedException(code, "The attribute " + attribute + " is missing");
    }
    return value;
  }

  private static RejectedException unreadable(IOException e) {
    String why = e instanceof JsonProcessingException json ? json.getOriginalMessage() : "";
    return new RejectedException(Code.UNREADABLE, "Not JSON: " + why);
  }
}
