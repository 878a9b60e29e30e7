package io.hooklane.ingest.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hooklane.contracts.message.Message;
import io.hooklane.ingest.json.JsonPath;
import io.hooklane.ingest.json.JsonSlice;
import io.hooklane.ingest.rejection.Rejection.Code;
import io.hooklane.topics.RecordHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records by rules.
 *
 * @param id null when events have no ids
 * @param channels null when events have no channels
 * @param tags null when events have no tags
 * @param orderingKey null when all of an application's events share one order
 * @param body null for the record's whole value
 */
record MappedReader(
    Rule environment,
    Rule application,
    Rule type,
    @Nullable Rule id,
    @Nullable Rule channels,
    @Nullable Rule tags,
    @Nullable Rule orderingKey,
    @Nullable Rule body)
    implements RecordReader {

  /**
   * The reader that a source's configuration describes.
   *
   * @throws IllegalArgumentException naming the property whose rule is none
   */
  static MappedReader of(String name, SourcesConfig.SourceConfig config) {
    String prefix = "hooklane.sources." + name + ".";
    return new MappedReader(
        Rule.parse(prefix + "environment", config.environment()),
        Rule.parse(prefix + "application", config.application()),
        Rule.parse(prefix + "type", config.type()),
        parse(prefix + "id", config.id()),
        parse(prefix + "channels", config.channels()),
        parse(prefix + "tags", config.tags()),
        parse(prefix + "ordering-key", config.orderingKey()),
        parse(prefix + "body", config.body()));
  }

  private static @Nullable Rule parse(String property, Optional<String> text) {
    return text.isEmpty() ? null : Rule.parse(property, text.get());
  }

  @Override
  public SourceEvent read(ConsumerRecord<byte[], byte[]> entry) throws RejectedException {
    String contentType = RecordHeaders.source(entry.headers()).text("content-type");
    String bodyType = contentType == null || body != null ? Message.JSON : contentType;
    return new SourceEvent(
        required(environment, entry, Code.UNKNOWN_ENVIRONMENT, "environment"),
        required(application, entry, Code.NO_APPLICATION, "application"),
        required(type, entry, Code.NO_TYPE, "type"),
        text(id, entry),
        null,
        names(channels, entry),
        names(tags, entry),
        text(orderingKey, entry),
        bodyType,
        body(entry, bodyType));
  }

  private static String required(
      Rule rule, ConsumerRecord<byte[], byte[]> entry, Code code, String what)
      throws RejectedException {
    String text = text(rule, entry);
    if (text == null || text.isEmpty()) {
      throw new RejectedException(code, "The record names no " + what + " where its rule looks");
    }
    return text;
  }

  private static @Nullable String text(@Nullable Rule rule, ConsumerRecord<byte[], byte[]> entry)
      throws RejectedException {
    return switch (rule) {
      case null -> null;
      case Rule.Header header -> RecordHeaders.source(entry.headers()).text(header.name());
      case Rule.Key key ->
          entry.key() == null ? null : new String(entry.key(), StandardCharsets.UTF_8);
      case Rule.Constant constant -> constant.value();
      case Rule.Pointer pointer -> {
        List<String> texts = texts(pointer, entry);
        yield texts.isEmpty() ? null : texts.getFirst();
      }
    };
  }

  private static List<String> names(@Nullable Rule rule, ConsumerRecord<byte[], byte[]> entry)
      throws RejectedException {
    if (!(rule instanceof Rule.Pointer pointer)) {
      return SourceEvent.split(text(rule, entry));
    }
    LinkedHashSet<String> distinct = new LinkedHashSet<>();
    for (String text : texts(pointer, entry)) {
      distinct.addAll(SourceEvent.split(text));
    }
    return List.copyOf(distinct);
  }

  private static List<String> texts(Rule.Pointer pointer, ConsumerRecord<byte[], byte[]> entry)
      throws RejectedException {
    try {
      Optional<JsonSlice> found = JsonPath.find(entry.value(), pointer.pointer());
      return found.isEmpty() ? new ArrayList<>() : found.get().texts();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private byte[] body(ConsumerRecord<byte[], byte[]> entry, String bodyType)
      throws RejectedException {
    try {
      if (body instanceof Rule.Pointer pointer) {
        return JsonPath.find(entry.value(), pointer.pointer())
            .orElseThrow(
                () -> new RejectedException(Code.UNREADABLE, "No body where its rule looks"))
            .bytes();
      }
      String text = text(body, entry);
      byte[] bytes = text == null ? entry.value() : text.getBytes(StandardCharsets.UTF_8);
      if (SourceEvent.isJson(bodyType)) {
        JsonSlice.requireDocument(bytes);
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static RejectedException unreadable(IOException e) {
    String why = e instanceof JsonProcessingException json ? json.getOriginalMessage() : "";
    return new RejectedException(Code.UNREADABLE, "Not JSON: " + why);
  }
}
