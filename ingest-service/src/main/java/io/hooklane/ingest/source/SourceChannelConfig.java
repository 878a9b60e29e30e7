package io.hooklane.ingest.source;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Tells the messaging framework which topics the one source channel subscribes to, from what {@code
 * hooklane.cloud-events.topic} and {@code hooklane.sources.*} say. Found by the service loader.
 */
public final class SourceChannelConfig implements ConfigSourceFactory {

  private static final String CHANNEL = "mp.messaging.incoming." + SourceChannel.NAME + ".";
  private static final String SOURCES = "hooklane.sources.";
  private static final String CLOUD_EVENTS = "hooklane.cloud-events.topic";

  /** Above the packaged properties, below what an operator sets. */
  private static final int ORDINAL = 260;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    TreeSet<String> topics = new TreeSet<>();
    List<String> patterns = new ArrayList<>();
    add(context, CLOUD_EVENTS, topics);
    Iterator<String> names = context.iterateNames();
    while (names.hasNext()) {
      String name = names.next();
      if (name.startsWith(SOURCES) && name.endsWith(".topic")) {
        add(context, name, topics);
      } else if (name.startsWith(SOURCES) && name.endsWith(".pattern")) {
        add(context, name, patterns);
      }
    }
    return List.of(
        new PropertiesConfigSource(
            settings(new SourceTopics(topics, patterns)), "hooklane sources", ORDINAL));
  }

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(ORDINAL);
  }

  private static Map<String, String> settings(SourceTopics topics) {
    return topics.needsPattern()
        ? Map.of(CHANNEL + "topic", topics.pattern(), CHANNEL + "pattern", "true")
        : Map.of(CHANNEL + "topics", topics.list());
  }

  private static void add(ConfigSourceContext context, String property, Collection<String> values) {
    ConfigValue value = context.getValue(property);
    if (value != null && value.getValue() != null && !value.getValue().isBlank()) {
      values.add(value.getValue());
    }
  }
}
