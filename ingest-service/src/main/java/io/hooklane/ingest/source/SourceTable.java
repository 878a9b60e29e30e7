package io.hooklane.ingest.source;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Which reader reads a topic's records; a topic's own name goes before any pattern. */
@Singleton
public class SourceTable {

  private final Map<String, RecordReader> byTopic = new HashMap<>();

  /** Readers found by pattern, so that each topic is matched once. */
  private final Map<String, RecordReader> matched = new ConcurrentHashMap<>();

  private final Map<Pattern, RecordReader> byPattern = new LinkedHashMap<>();

  /**
   * Wired by the container.
   *
   * @throws IllegalArgumentException naming the property that is wrong
   */
  public SourceTable(CloudEventsConfig cloudEvents, SourcesConfig sources) {
    byTopic.put(cloudEvents.topic(), new CloudEventReader(cloudEvents.environment()));
    sources.all().forEach(this::add);
  }

  /** Made at the start, so that a wrong configuration ends it and not the first record. */
  void start(@Observes StartupEvent event) {}

  /** The reader of a topic that is subscribed to. */
  Optional<RecordReader> reader(String topic) {
    RecordReader exact = byTopic.get(topic);
    return Optional.ofNullable(exact != null ? exact : matched.computeIfAbsent(topic, this::match));
  }

  private @Nullable RecordReader match(String topic) {
    return byPattern.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(topic).matches())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private void add(String name, SourcesConfig.SourceConfig config) {
    String prefix = "hooklane.sources." + name;
    if (config.topic().isPresent() == config.pattern().isPresent()) {
      throw new IllegalArgumentException(prefix + ": say either topic or pattern");
    }
    RecordReader reader = MappedReader.of(name, config);
    config.topic().ifPresent(topic -> addTopic(prefix, topic, reader));
    config.pattern().ifPresent(pattern -> addPattern(prefix, pattern, reader));
  }

  private void addTopic(String prefix, String topic, RecordReader reader) {
    if (byTopic.putIfAbsent(topic, reader) != null) {
      throw new IllegalArgumentException(
          prefix + ".topic: another source reads " + topic + " already");
    }
  }

  private void addPattern(String prefix, String pattern, RecordReader reader) {
    try {
      byPattern.put(Pattern.compile(SourceTopics.ofOthers(pattern)), reader);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          prefix + ".pattern: no regular expression: " + e.getDescription(), e);
    }
  }
}
